// What of the form in `form.json` is told alike in several languages of forms.

export const TEXT = '^[A-Z][A-Z .-]+$';

/** How the form is answered when it begins. */
export function first(facts) {
  return Object.fromEntries(facts.questions.map(({ name, kind }) => [name, facts.first[kind]]));
}

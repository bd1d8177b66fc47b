// The form of `form.json` in the language of SurveyJS.
import { TEXT } from './facts.js';

function question({ choices, digits, letters }, { name, kind, required, shown }) {
  const most = 10 ** digits - 1;
  const rules = {
    text: { type: 'text', validators: [{ type: 'regex', regex: TEXT }, { type: 'text', maxLength: letters }] },
    email: { type: 'text', inputType: 'email', validators: [{ type: 'email' }] },
    number: { type: 'text', inputType: 'number', min: 0, max: most, validators: [{ type: 'numeric', minValue: 0, maxValue: most }] },
    choice: { type: 'dropdown', choices },
    date: { type: 'text', inputType: 'date' },
    yes: { type: 'boolean' },
  }[kind];
  const after = shown?.after ? ` and {${shown.after}} notempty` : '';
  const visibleIf = shown && { visibleIf: `{${shown.choice}} = '${shown.is}' and {${shown.number}} >= ${shown.least}${after}` };
  return { name, title: name, isRequired: required, ...rules, ...visibleIf };
}

export function form(facts) {
  const elements = facts.questions.map((it) => question(facts, it));
  return { elements, checkErrorsMode: 'onValueChanged', clearInvisibleValues: 'none' };
}

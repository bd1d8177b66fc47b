// What the page says to the tool that opened it: `step` as it goes, then `done` with the figures, or `failed`.

export function tell(kind, what) {
  return fetch('/told', { method: 'POST', body: JSON.stringify({ kind, what }) });
}

/** A run's input or output on one line: the question or the text itself, else its JSON. */
export function oneLine(value: unknown): string {
  if (typeof value === 'string') return value.replace(/\s+/g, ' ').trim();
  if (typeof value === 'object' && value !== null && 'query' in value && typeof value.query === 'string') {
    return oneLine(value.query);
  }
  return JSON.stringify(value) ?? '';
}

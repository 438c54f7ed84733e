/** What somebody wrote as the input of a run: a JSON object as it is, any other text as the query. */
export function readInput(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Not JSON, so it is the query.
  }
  return { query: text };
}

/** The shortest text that reads as that input. */
export function inputText(input: Readonly<Record<string, unknown>>): string {
  const { query, ...others } = input;
  const isPlain = typeof query === 'string' && Object.keys(others).length === 0;
  return isPlain && readInput(query).query === query ? query : JSON.stringify(input, null, 2);
}

const dated = /^(.+)-(?:\d{8}|\d{4}-\d\d-\d\d)$/;

/**
 * The model of which a dated name is a state: `claude-sonnet-4-5` for `claude-sonnet-4-5-20250929`, which costs and
 * can what the model does. Null for a name without a date.
 */
export function undated(model: string): string | null {
  return dated.exec(model)?.[1] ?? null;
}

/** One call of a route or procedure, as data, so that any id in it can be exchanged. */
export interface Attempt {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
}

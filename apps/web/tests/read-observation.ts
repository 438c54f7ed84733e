export interface Seen {
  calls: readonly { name: string; arguments: unknown; result: unknown; outcome: string }[];
  invariants: readonly { id: string; verdict: string }[];
  models: readonly string[];
  /** Null where nobody counted. */
  tokens: number | null;
}

/** What of a trial's observation is shown; an older one may know less. */
export function readObservation(observation: unknown): Seen {
  const fields = fieldsOf(observation);
  const tokens = fieldsOf(fields.tokens);
  return {
    calls: listOf(fields.calls).map((call) => ({
      name: String(call.name ?? ''),
      arguments: call.arguments,
      result: call.result,
      outcome: String(call.outcome ?? ''),
    })),
    invariants: listOf(fields.invariants).map(({ id, verdict }) => ({
      id: String(id ?? ''),
      verdict: String(verdict ?? ''),
    })),
    models: Array.isArray(fields.models) ? fields.models.map(String) : [],
    tokens:
      typeof tokens.input === 'number' && typeof tokens.output === 'number'
        ? tokens.input + tokens.output
        : null,
  };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

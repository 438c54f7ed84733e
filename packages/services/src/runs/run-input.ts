import { AppError, type StartRunInput } from '@agent-factory/contracts';

const maxDepth = 32;
const maxNodes = 10_000;

/**
 * The input object of a call: a query and a bare string both mean `{ query }`. Bounded before anything
 * recurses into it; throws `invalid_input`.
 */
export function runInput({ query, input }: StartRunInput): Record<string, unknown> {
  const given = query ?? input;
  if (given === undefined) throw new AppError('invalid_input', 'give either "query" or "input".');
  if (typeof given === 'string') return { query: given };

  let nodes = 0;
  let level: unknown[] = [given];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth)
      throw new AppError('invalid_input', `input: nested deeper than ${maxDepth} levels.`);
    nodes += level.length;
    if (nodes > maxNodes) throw new AppError('invalid_input', `input: more than ${maxNodes} values.`);
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return given;
}

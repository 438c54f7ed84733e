import { AppError } from '@agent-factory/contracts';
import type { z } from 'zod';

/** Parses what a transport handed in; throws `invalid_input` that names each field and what it must be. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map((issue) => {
    const path = issue.path.map(String).join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  throw new AppError('invalid_input', `${problems.join('; ')}.`);
}

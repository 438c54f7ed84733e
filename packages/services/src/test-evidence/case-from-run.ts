import { AppError, isFinalRunStatus, runIdSchema, type TestCase } from '@agent-factory/contracts';
import { caseFromRun as caseOf } from '@agent-factory/evals';
import { findPii, piiKinds } from '@agent-factory/spec';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { getRun } from '../runs/get.ts';
import { listRunEvents } from '../runs/list-events.ts';
import type { ServiceContext } from '../service-context.ts';
import { observedRun } from './observed-run.ts';

export const caseFromRunInputSchema = z.strictObject({ run_id: runIdSchema });

export interface CaseFromRun {
  case: TestCase;
  /** What was masked: what it is, and where in the case (JSON Pointer). */
  masked: { kind: string; at: string }[];
}

/**
 * A case made of a run: its input, its tools' answers as stubs, secrets and personal data masked. Nothing is stored; the
 * caller looks at it and saves it. Errors: `not_found`; `conflict` for a run that goes on.
 */
export async function caseFromRun({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof caseFromRunInputSchema>;
}): Promise<CaseFromRun> {
  requireScope(ctx.actor, 'tests:write');
  const { run_id } = parseInput(caseFromRunInputSchema, input);
  const run = await getRun({ ctx, input: { run_id } });
  if (!isFinalRunStatus(run.status)) {
    throw new AppError('conflict', 'This run goes on. Make a test of it when it has ended.');
  }
  const { items } = await listRunEvents({ ctx, input: { run_id } });
  return caseOf({
    runId: run_id,
    name: nameOf(run.input, run_id),
    observation: observedRun(run, items),
    findPersonalData: (text) => findPii(text, piiKinds),
  });
}

/** The beginning of what was asked tells a person more than an id; the end of the id keeps names apart. */
function nameOf(input: unknown, runId: string): string {
  const text =
    typeof input === 'object' && input !== null && 'query' in input && typeof input.query === 'string'
      ? input.query
      : JSON.stringify(input);
  const line = text.replaceAll(/\s+/g, ' ').trim().slice(0, 80);
  return `${line === '' ? 'A run' : line} (${runId.slice(-6)})`;
}

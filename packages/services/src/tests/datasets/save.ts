import {
  AppError,
  type DatasetSaved,
  newId,
  type SaveDatasetInput,
  saveDatasetInputSchema,
  type TestCase,
} from '@agent-factory/contracts';
import {
  hasDatasetVersion,
  insertDatasetVersion,
  lockDataset,
  selectAgent,
  selectDataset,
  withTenant,
} from '@agent-factory/db';
import { datasetHash, splitCases } from '@agent-factory/evals';
import type { z } from 'zod';
import { notFound } from '../../access/not-found.ts';
import { parseInput } from '../../access/parse-input.ts';
import { requireAgent, requireAllAgents } from '../../access/require-agent.ts';
import { requireScope } from '../../access/require-scope.ts';
import { recordAudit } from '../../audit/record.ts';
import type { ServiceContext } from '../../service-context.ts';
import { engines } from '../trial/engines.ts';
import { datasetView } from './dataset-view.ts';
import { readCasesText } from './read-text.ts';

/**
 * Saves cases as a dataset's first version, or the next one of the dataset with that name; the very cases of a version
 * are that version. A case keeps the split that it names; the others are divided by their hash (60 % train, 20 %
 * validation, 20 % sealed). Errors: `invalid_input` names line and column of what cannot be read, and nothing is saved
 * then; `not_found` (agent).
 */
export async function saveDataset({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: SaveDatasetInput;
}): Promise<DatasetSaved> {
  const { actor } = ctx;
  requireScope(actor, 'tests:write');
  const given = parseInput(saveDatasetInputSchema, input);
  const { agent_id: id } = given;
  if (id !== undefined) {
    requireAgent(actor, id);
    // Also where the dataset is there already, and says of which agent it is. On the team's behalf: a key may write tests
    // of agents that it may not read.
    const { teamId } = actor;
    const system = { type: 'system', teamId, reason: 'save_dataset' } as const;
    const agent = await withTenant(ctx.db, system, (tx) => selectAgent(tx, { id, teamId }));
    if (agent === undefined) throw notFound('agent');
  }
  const { cases, notes } = await casesOf(given);
  return saveCases(ctx, { ...given, cases, notes });
}

export async function saveCases(
  ctx: ServiceContext,
  {
    name,
    description = null,
    agent_id: agentId = null,
    cases,
    notes,
  }: Omit<z.output<typeof saveDatasetInputSchema>, 'agent_id' | 'description' | 'cases'> & {
    agent_id?: Parameters<typeof requireAgent>[1] | null | undefined;
    description?: string | null | undefined;
    cases: readonly TestCase[];
    notes: readonly string[];
  },
): Promise<DatasetSaved> {
  const { actor } = ctx;
  const { teamId } = actor;
  if (agentId === null) requireAllAgents(actor);
  else requireAgent(actor, agentId);
  refuseTwins(cases);
  const splits = splitCases(cases, engines);
  const splitOf = new Map<string, 'train' | 'validation' | 'sealed'>();
  for (const each of splits.train) splitOf.set(each.name, 'train');
  for (const each of splits.validation) splitOf.set(each.name, 'validation');
  const now = ctx.clock.now();
  const row = {
    teamId,
    datasetId: newId('dataset', now),
    versionId: newId('datasetVersion', now),
    ...{ agentId, name, description },
    contentHash: datasetHash(cases, engines),
    cases: cases.map((body, position) => {
      const split = splitOf.get(body.name) ?? 'sealed';
      return { position, name: body.name, split, body };
    }),
    createdBy: actor.type === 'user' ? actor.userId : null,
  };
  return withTenant(ctx.db, actor, async (tx) => {
    const dataset = await lockDataset(tx, row).catch(foreignAgent);
    if (dataset === undefined) throw notFound('dataset');
    const { contentHash } = row;
    const unchanged = await hasDatasetVersion(tx, { teamId, datasetId: dataset.id, contentHash });
    if (!unchanged) await insertDatasetVersion(tx, { ...row, datasetId: dataset.id });
    const saved = await selectDataset(tx, { id: dataset.id, teamId, version: null });
    if (saved === undefined) throw notFound('dataset');
    const view = datasetView(saved);
    if (!unchanged) {
      const target = { id: view.id, name };
      await recordAudit(tx, ctx, { action: 'dataset.saved', target, after: view });
    }
    return { ...view, unchanged, notes: [...notes] };
  });
}

async function casesOf({ cases, text, format }: z.output<typeof saveDatasetInputSchema>): Promise<{
  cases: readonly TestCase[];
  notes: readonly string[];
}> {
  if (text === undefined || format === undefined) return { cases: cases ?? [], notes: [] };
  const read = await readCasesText({ text, format });
  if (read.problems.length > 0) {
    const listed = read.problems
      .slice(0, 20)
      .map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`);
    const more = read.problems.length > 20 ? ` And ${read.problems.length - 20} more.` : '';
    throw new AppError('invalid_input', `text: ${listed.join(' ')}${more}`);
  }
  if (read.cases.length === 0) throw new AppError('invalid_input', 'text: there is no case in it.');
  return { cases: read.cases, notes: read.notes.map(({ at, what, why }) => `${at} (${what}): ${why}`) };
}

function refuseTwins(cases: readonly TestCase[]): void {
  const seen = new Set<string>();
  for (const [place, { name }] of cases.entries()) {
    if (seen.has(name)) {
      throw new AppError('invalid_input', `cases.${place}.name: another case is named "${name}".`);
    }
    seen.add(name);
  }
}

/** A foreign key that finds no agent of this team. */
function foreignAgent(error: unknown): never {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === '23503') {
    throw notFound('agent');
  }
  throw error;
}

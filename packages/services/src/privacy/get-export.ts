import { type DataExport, exportIdInputSchema } from '@agent-factory/contracts';
import { withUser } from '@agent-factory/db';
import { selectDataExport } from '@agent-factory/db/privacy';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import type { ServiceContext } from '../service-context.ts';
import { exportView } from './export-view.ts';

/** Errors: `not_found`, also for one of somebody else. */
export async function getExport({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof exportIdInputSchema>;
}): Promise<DataExport> {
  const { userId } = requirePerson(ctx.actor);
  const { id } = parseInput(exportIdInputSchema, input);
  const row = await withUser(ctx.db, userId, (tx) => selectDataExport(tx, { id, userId }));
  if (row === undefined) throw notFound('export');
  return exportView(row);
}

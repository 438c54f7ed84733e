import { AppError, type DataExportId, exportIdInputSchema } from '@agent-factory/contracts';
import { type Database, withUser } from '@agent-factory/db';
import { selectDataExport, selectDataExportPart } from '@agent-factory/db/privacy';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';

/**
 * The archive, piece by piece as it is read. Errors: `not_found`, also for one of somebody else and for one whose time is
 * over; `conflict` for one that is not done.
 */
export async function downloadExport({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof exportIdInputSchema>;
}): Promise<{ fileName: string; sizeBytes: number; sha256: string; bytes: AsyncIterable<Buffer> }> {
  const { userId } = requirePerson(ctx.actor);
  const { id } = parseInput(exportIdInputSchema, input);
  return withUser(ctx.db, userId, async (tx) => {
    const row = await selectDataExport(tx, { id, userId });
    if (row === undefined) throw notFound('export');
    const over = row.expiresAt !== null && row.expiresAt.getTime() <= ctx.clock.now();
    if (row.status === 'removed' || over) {
      throw new AppError(
        'not_found',
        'This archive has been removed: its seven days are over. Ask for another.',
      );
    }
    if (row.status !== 'ready' || row.sha256 === null) {
      throw new AppError('conflict', `This export is ${row.status}: there is no archive to download.`);
    }
    await recordAudit(tx, ctx, { action: 'export.downloaded', target: { id } });
    return {
      fileName: `agent-factory-export-${row.requestedAt.toISOString().slice(0, 10)}.zip`,
      sizeBytes: row.sizeBytes,
      sha256: row.sha256,
      bytes: parts(ctx.db, userId, id),
    };
  });
}

async function* parts(db: Database, userId: string, id: DataExportId): AsyncGenerator<Buffer, void, void> {
  for (let position = 0; ; position += 1) {
    const body = await withUser(db, userId, (tx) => selectDataExportPart(tx, { id, userId, position }));
    if (body === undefined) return;
    yield body;
  }
}

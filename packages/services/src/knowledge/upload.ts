import { createHash } from 'node:crypto';
import {
  AppError,
  type DocumentId,
  type DocumentUploaded,
  maxDocumentBytes,
  newId,
} from '@agent-factory/contracts';
import { enqueueJob, insertDocument, selectDocument, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { documentView } from './document-view.ts';
import { readFile } from './read-file.ts';
import { sniffFormat } from './sniff-format.ts';
import { storeText } from './store-text.ts';

export interface UploadedFile {
  /** Its name, which is the document's title and says what format it has. */
  name: string;
  contentType: string | null;
  bytes: Buffer;
}

/** A larger file is read by a worker. */
const readAtOnceBytes = 512 * 1024;
const maxTitleCharacters = 300;

/**
 * Takes a file in, for the team's agents to look things up in. A small one is ready when this answers; one that
 * cannot be read is refused and leaves nothing behind. The same file again answers with the document that it is.
 * Errors: `invalid_input` (empty, no known format, unreadable), `payload_too_large`.
 */
export async function uploadDocument({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: UploadedFile;
}): Promise<DocumentUploaded> {
  requireScope(ctx.actor, 'agents:write');
  const { bytes } = input;
  if (bytes.length === 0) throw new AppError('invalid_input', 'The file is empty.');
  if (bytes.length > maxDocumentBytes) {
    throw new AppError(
      'payload_too_large',
      `A document may have ${maxDocumentBytes / 1024 / 1024} MB at most. Split it.`,
    );
  }
  const title = titleOf(input.name);
  const format = sniffFormat({ ...input, name: title });
  // Read before anything is stored, so that a file that cannot be leaves no trace.
  const file = bytes.length <= readAtOnceBytes ? await readFile({ format, bytes }) : null;

  const { teamId } = ctx.actor;
  const { row, created } = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const inserted = await insertDocument(tx, {
      id: newId('document', ctx.clock.now()),
      teamId,
      title,
      format,
      contentHash: createHash('sha256').update(bytes).digest(),
      original: bytes,
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
    });
    if (inserted.created) {
      await recordAudit(tx, ctx, {
        action: 'document.uploaded',
        target: { id: inserted.row.id, name: title },
        after: documentView(inserted.row),
      });
    }
    return inserted;
  });
  if (row.status === 'ready') return { ...documentView(row), created };
  // What comes next is the system's. If the process ends in between, the same file again goes on from here.
  if (file !== null) await storeText(ctx, { id: row.id, teamId, file });
  await enqueue(ctx, row.id);
  const now = await withTenant(ctx.db, ctx.actor, (tx) => selectDocument(tx, { id: row.id, teamId }));
  if (now === undefined) throw notFound('document');
  return { ...documentView(now), created };
}

/** To be read, if it is not yet, and to get vectors, where a provider offers any. */
async function enqueue(ctx: ServiceContext, id: DocumentId): Promise<void> {
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, { type: 'system', teamId, reason: 'index_document' }, (tx) =>
    enqueueJob(tx, 'index_document', { document_id: id, team_id: teamId }, { jobKey: id }),
  );
}

/** The last part of a path, without what cannot be shown. */
function titleOf(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const title = last
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, maxTitleCharacters)
    .toWellFormed();
  if (title === '') {
    throw new AppError('invalid_input', 'The file has no name. Send one, such as "handbook.md".');
  }
  return title;
}

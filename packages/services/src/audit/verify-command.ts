import { AppError, auditHeaderSchema, receiptKeysSchema, teamIdSchema } from '@agent-factory/contracts';
import { openDatabase } from '@agent-factory/db';
import { createStatementVerifier } from '../secrets/receipt-keyring.ts';
import { type TeamVerdict, verifyAuditLogs } from './verify-all.ts';
import { type ExportVerdict, verifyAuditExport } from './verify-export.ts';

/**
 * The chains of a database, by its address (of the application's role): all, or one `team`'s. `header` is the first
 * line of an export that must still hold. Throws `invalid_input` for a team or header that is none.
 */
export async function* verifyAuditLogsAt({
  databaseUrl,
  team,
  header,
}: {
  databaseUrl: string;
  team: string | null;
  header: string | null;
}): AsyncGenerator<TeamVerdict, void, void> {
  const known = header === null ? null : readHeader(header);
  const named = team ?? known?.teamId ?? null;
  const teamId = named === null ? null : teamIdSchema.safeParse(named).data;
  if (teamId === undefined) throw new AppError('invalid_input', `"${named}" is no team.`);
  const db = openDatabase({ url: databaseUrl, maxConnections: 1 });
  try {
    yield* verifyAuditLogs(db, { teamId, known });
  } finally {
    await db.close();
  }
}

function readHeader(line: string) {
  try {
    const { team_id: teamId, seq, hash } = auditHeaderSchema.parse(JSON.parse(line));
    return { teamId, seq, hash };
  } catch (cause) {
    throw new AppError('invalid_input', 'The first line is not the header of an audit export.', { cause });
  }
}

/** An export alone; `keys` is what `/.well-known/agentfactory-receipts.json` gives, or null to leave the signature. */
export function verifyExportedAudit(lines: AsyncIterable<string>, keys: unknown): Promise<ExportVerdict> {
  if (keys === null) return verifyAuditExport(lines, null);
  const parsed = receiptKeysSchema.safeParse(keys);
  if (!parsed.success) {
    const where = '/.well-known/agentfactory-receipts.json';
    throw new AppError(
      'invalid_input',
      `The keys are not those of an installation: take them from ${where}.`,
    );
  }
  return verifyAuditExport(lines, createStatementVerifier(parsed.data));
}

import { auditFormat } from '@agent-factory/contracts';
import { type AuditHead, type AuditRow, selectAuditHead, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { auditFilter, auditFilterSchema } from './audit-filter.ts';
import { csvHeader, csvLine } from './csv-line.ts';
import { readChain } from './read-chain.ts';
import { recordAudit } from './record.ts';

export const exportAuditLogInputSchema = auditFilterSchema.extend({
  format: z.enum(['jsonl', 'csv']).default('jsonl'),
});

/**
 * The log as text, in the order of its chain, piece by piece as it is read. JSON Lines begin with a header that holds
 * the signed head of the chain; one without filters can be verified offline (`pnpm audit:verify`). The export itself is
 * written down first, behind what it holds. Errors: `invalid_input`.
 */
export async function exportAuditLog({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof exportAuditLogInputSchema>;
}): Promise<{ fileName: string; contentType: string; text: AsyncIterable<string> }> {
  requireScope(ctx.actor, 'audit:read');
  const { format, ...filter } = parseInput(exportAuditLogInputSchema, input);
  const { actor, clock } = ctx;
  const { teamId } = actor;
  const head = await withTenant(ctx.db, actor, async (tx) => {
    const head = await selectAuditHead(tx, { teamId });
    const after = { format, entries: head.seq };
    await recordAudit(tx, ctx, { action: 'audit.exported', target: { id: teamId }, after });
    return head;
  });
  const at = new Date(clock.now()).toISOString();
  const batches = readChain(ctx.db, actor, auditFilter(teamId, filter), head.seq);
  const filtered = Object.keys(filter).length > 0;
  return {
    fileName: `audit-${teamId}-${at.slice(0, 10)}.${format}`,
    contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
    text:
      format === 'csv'
        ? lines(csvHeader, batches, csvLine)
        : lines(headerLine(ctx, { head, at, filters: filtered ? filter : null }), batches, jsonLine),
  };
}

function headerLine(
  { actor: { teamId }, secrets }: ServiceContext,
  { head, at, filters }: { head: AuditHead; at: string; filters: object | null },
): string {
  const body = { format: auditFormat, team_id: teamId, seq: head.seq, hash: head.hash, at };
  return `${JSON.stringify({ ...secrets.receipts.signStatement(body), filters })}\n`;
}

async function* lines(
  header: string,
  batches: AsyncIterable<AuditRow[]>,
  line: (row: AuditRow) => string,
): AsyncGenerator<string, void, void> {
  yield header;
  for await (const rows of batches) yield rows.map(line).join('');
}

/** Put together of the stored texts, so that what is hashed is what leaves. */
function jsonLine({ seq, prev, hash, entry, details }: AuditRow): string {
  return `{"seq":${seq},"prev":"${prev}","hash":"${hash}","entry":${entry},"details":${details}}\n`;
}

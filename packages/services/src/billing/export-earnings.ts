import { type LedgerEntryId, listEarningsInputSchema } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { type EarningRow, listEarnings } from '@agent-factory/db/billing';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { csvCell } from '../audit/csv-line.ts';
import type { ServiceContext } from '../service-context.ts';
import { earningLine, salePartsOf } from './get-earnings.ts';

const columns = ['entry_id', 'at', 'kind', 'title', 'template_id', 'amount_minor', 'currency'] as const;
/** Empty but for sales by the team. */
const saleColumns = ['gross_minor', 'tax_minor', 'platform_minor', 'royalties_minor'] as const;
const pageSize = 500;
const mostLines = 50_000;

/** The statement of earnings as CSV (RFC 4180), newest first: a line for each thing that changed what the team earned. */
export async function exportEarnings({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: Pick<z.input<typeof listEarningsInputSchema>, 'from' | 'to'>;
}): Promise<string> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const { from, to } = parseInput(listEarningsInputSchema, input);
  const span = { from: new Date(from ?? 0), to: to === undefined ? new Date(ctx.clock.now()) : new Date(to) };
  const lines: string[] = [[...columns, ...saleColumns].join(',')];
  let before: LedgerEntryId | null = null;
  while (lines.length < mostLines) {
    const page = { creatorTeamId: ctx.actor.teamId, ...span, before, limit: pageSize };
    const rows: EarningRow[] = await withTenant(ctx.db, ctx.actor, (tx) => listEarnings(tx, page));
    const parts = await salePartsOf(ctx, rows);
    for (const row of rows) {
      const line = earningLine(row, parts.get(row.id));
      const cells = [
        ...columns.map((column) => csvCell(line[column])),
        ...saleColumns.map((column) => csvCell(line.sale?.[column] ?? null)),
      ];
      lines.push(cells.join(','));
    }
    before = rows.at(-1)?.id ?? null;
    if (rows.length < pageSize || before === null) break;
  }
  return `${lines.join('\r\n')}\r\n`;
}

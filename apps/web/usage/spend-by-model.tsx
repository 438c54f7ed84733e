import {
  cn,
  formatDuration,
  formatMoney,
  Panel,
  PanelHeader,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from '@agent-factory/ui';
import { providerTitle } from '../models/provider-titles.ts';
import type { UsageSummary } from '../trpc/outputs.ts';

const figure = 'whitespace-nowrap text-end tabular-nums';

/** Each model with its part of the cost drawn beside it, dearest first. */
export function SpendByModel({ usage }: { usage: UsageSummary }) {
  const most = Math.max(...usage.by_model.map(({ cost_usd }) => cost_usd ?? 0), 0);
  return (
    <Panel aria-label="By model">
      <PanelHeader title="By model" description="Failed attempts are paid for too, and counted here." />
      <Table aria-label="Cost by model" className="table-fixed">
        <TableHead>
          <tr>
            <TableHeaderCell>Model</TableHeaderCell>
            <TableHeaderCell className="max-md:hidden">
              <span className="sr-only">Part of the cost</span>
            </TableHeaderCell>
            <TableHeaderCell className="w-24 text-end">Cost</TableHeaderCell>
            <TableHeaderCell className="w-20 text-end">Calls</TableHeaderCell>
            <TableHeaderCell className="w-20 text-end max-sm:hidden">Failed</TableHeaderCell>
            <TableHeaderCell className="w-32 text-end max-md:hidden">Tokens</TableHeaderCell>
            <TableHeaderCell className="w-28 text-end max-lg:hidden">First token</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {usage.by_model.map((row) => (
            <TableRow key={`${row.model} ${row.payer}`}>
              <TableCell className="py-2">
                <p className="truncate font-medium">{row.model.slice(row.model.indexOf('/') + 1)}</p>
                <p className="truncate text-muted text-xs">
                  {providerTitle(row.provider)}
                  {row.payer === 'team' ? ', your own key' : null}
                </p>
              </TableCell>
              <TableCell className="max-md:hidden">
                <div aria-hidden="true" className="h-1.5 rounded-full bg-sunken">
                  <div
                    className="h-full rounded-full bg-accent"
                    style={{ width: most === 0 ? 0 : `${((row.cost_usd ?? 0) / most) * 100}%` }}
                  />
                </div>
              </TableCell>
              <TableCell className={figure}>
                {row.cost_usd === null ? 'unknown' : formatMoney(row.cost_usd)}
              </TableCell>
              <TableCell className={figure}>{row.calls.toLocaleString('en-US')}</TableCell>
              <TableCell className={cn(figure, 'max-sm:hidden', row.failed_attempts > 0 && 'text-danger')}>
                {row.failed_attempts.toLocaleString('en-US')}
              </TableCell>
              <TableCell className={cn(figure, 'max-md:hidden')}>
                {row.tokens.total.toLocaleString('en-US')}
              </TableCell>
              <TableCell className={cn(figure, 'max-lg:hidden')}>
                {row.first_token_ms_p50 === null ? '–' : formatDuration(row.first_token_ms_p50 / 1000)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}

import { BarChart, formatMoney } from '@agent-factory/ui';
import { ChevronRight } from 'lucide-react';
import type { UsageSummary } from '../trpc/outputs.ts';

const dayLabel = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

/** A bar a day, and the same as a table for screen readers and for copying. */
export function SpendByDay({ days }: { days: UsageSummary['by_day'] }) {
  const said = (day: string) => dayLabel.format(new Date(`${day}T00:00:00Z`));
  // Where nothing cost anything, how much was asked is what there is to see.
  const free = days.every(({ cost_usd }) => cost_usd === 0);
  const calls = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'call' : 'calls'}`;
  return (
    <div className="p-4">
      <BarChart
        label={free ? 'Calls by day' : 'Cost by day, US dollars'}
        format={free ? (value) => value.toLocaleString('en-US') : formatMoney}
        bars={days.map(({ day, cost_usd, calls: count }) => ({
          label: said(day),
          mark: String(Number(day.slice(8))),
          value: free ? count : cost_usd,
          detail: free ? 'at no cost' : calls(count),
        }))}
      />
      <details className="group mt-3">
        <summary className="inline-flex list-none items-center gap-1.5 rounded-sm text-muted text-xs transition-colors hover:text-text">
          <ChevronRight aria-hidden="true" className="size-3.5 transition-transform group-open:rotate-90" />
          Show as table
        </summary>
        <div className="mt-2 max-h-72 overflow-y-auto rounded-md border">
          <table className="w-full text-start text-sm">
            <caption className="sr-only">Cost and calls by day</caption>
            <thead className="border-b text-muted text-xs">
              <tr>
                <th scope="col" className="h-8 px-3 font-medium">
                  Day
                </th>
                <th scope="col" className="px-3 text-end font-medium">
                  Calls
                </th>
                <th scope="col" className="px-3 text-end font-medium">
                  Cost
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-border tabular-nums">
              {days.map(({ day, cost_usd, calls: count }) => (
                <tr key={day}>
                  <th scope="row" className="h-8 px-3 font-normal">
                    {said(day)}
                  </th>
                  <td className="px-3 text-end">{count.toLocaleString('en-US')}</td>
                  <td className="px-3 text-end">{formatMoney(cost_usd)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

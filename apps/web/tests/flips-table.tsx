'use client';

import {
  Button,
  cn,
  formatDuration,
  formatMoney,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from '@agent-factory/ui';
import { useState } from 'react';
import type { TestComparison } from '../trpc/outputs.ts';
import { percent } from './rate.tsx';

type Flip = TestComparison['behaviour']['cases'][number]['flip'];

const looks: Readonly<Record<Flip, { label: string; look: string }>> = {
  broke: { label: 'Broke', look: 'bg-danger-soft text-danger' },
  mended: { label: 'Mended', look: 'bg-positive-soft text-positive' },
  shifted: { label: 'Shifted', look: 'bg-info-soft text-info' },
  passes: { label: 'Passes', look: 'text-muted' },
  fails: { label: 'Fails', look: 'text-muted' },
  added: { label: 'New', look: 'bg-sunken text-muted' },
  removed: { label: 'Gone', look: 'bg-sunken text-muted' },
  unknown: { label: 'Not judged', look: 'bg-warning-soft text-warning' },
};
const atFirst = 50;

/** Case by case: how often it passed before and after, and what that cost. What broke stands first. */
export function FlipsTable({ cases }: { cases: TestComparison['behaviour']['cases'] }) {
  const [all, setAll] = useState(false);
  const shown = all ? cases : cases.slice(0, atFirst);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-label="Cases" tabIndex={0} className="overflow-x-auto">
        <table className="w-full border-collapse text-start text-sm">
          <TableHead>
            <tr>
              <TableHeaderCell>Case</TableHeaderCell>
              <TableHeaderCell>Change</TableHeaderCell>
              <TableHeaderCell className="text-end">Passed</TableHeaderCell>
              <TableHeaderCell className="text-end">Cost</TableHeaderCell>
              <TableHeaderCell className="text-end">Time</TableHeaderCell>
            </tr>
          </TableHead>
          <TableBody>
            {shown.map((one) => (
              <TableRow key={one.id}>
                <th scope="row" className="max-w-52 truncate px-4 font-normal">
                  {one.name}
                  {one.critical ? <span className="ms-1.5 text-muted text-xs">critical</span> : null}
                </th>
                <TableCell>
                  <span className={cn('rounded-sm px-1.5 py-1 font-medium text-xs', looks[one.flip].look)}>
                    {looks[one.flip].label}
                  </span>
                </TableCell>
                <TableCell className="whitespace-nowrap text-end tabular-nums">
                  {share(one.passRateBefore)} → {share(one.passRateAfter)}
                </TableCell>
                <TableCell className="whitespace-nowrap text-end text-muted tabular-nums">
                  {delta(one.costDeltaNanoUsd, (value) => formatMoney(value / 1e9))}
                </TableCell>
                <TableCell className="whitespace-nowrap text-end text-muted tabular-nums">
                  {delta(one.durationDeltaMs, (value) => formatDuration(value / 1_000))}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </table>
      </section>
      {shown.length < cases.length ? (
        <div className="border-t p-2">
          <Button variant="ghost" className="w-full" onClick={() => setAll(true)}>
            Show all {cases.length}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function share(rate: number | null): string {
  return rate === null ? '–' : percent(rate);
}

function delta(value: number | null, say: (size: number) => string): string {
  if (value === null) return '–';
  if (value === 0) return '±0';
  return `${value > 0 ? '+' : '−'}${say(Math.abs(value))}`;
}

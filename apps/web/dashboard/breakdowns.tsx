import type { DashboardInput } from '@agent-factory/contracts';
import {
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
import Link from 'next/link';
import type { Dashboard } from '../trpc/outputs.ts';
import { runsBehind } from './view-of-url.ts';

type Line = Omit<Dashboard['by_member'][number], 'id'> & { id: string | null };

const count = (value: number) => value.toLocaleString('en-US');
const most = 10;
const figure = 'text-end tabular-nums';
const linked = 'underline-offset-2 hover:underline';

/** Who and what the runs were of; each line opens its runs. */
export function Breakdowns({ all, view }: { all: Dashboard; view: DashboardInput }) {
  const range = { from: all.from, to: all.to };
  return (
    <div className="grid min-w-0 gap-4 lg:grid-cols-2">
      <Lines
        title="Agents"
        lines={all.by_agent}
        address={({ id }) => runsBehind(view, { ...range, ...(id === null ? {} : { agent: id }) })}
      />
      <Lines
        title="Models"
        lines={all.by_model.map((line) => ({ ...line, name: line.name ?? 'No model answered' }))}
        address={({ id }) => (id === null ? null : runsBehind(view, { ...range, model: id }))}
      />
      <Lines
        title="API keys"
        lines={all.by_api_key}
        address={({ id }) => runsBehind(view, { ...range, ...(id === null ? {} : { key: id }) })}
      />
      <Lines
        title="Members"
        lines={all.by_member.map((line) => ({ ...line, name: line.id === null ? 'No member' : line.name }))}
        address={({ id }) => (id === null ? null : runsBehind(view, { ...range, member: id }))}
      />
      <Panel aria-label="Top errors" className="min-w-0">
        <PanelHeader title="Top errors" />
        {all.by_error.length === 0 ? (
          <p className="p-4 text-muted text-sm">No run failed or was refused.</p>
        ) : (
          <Table aria-label="Top errors">
            <TableHead>
              <TableRow>
                <TableHeaderCell>Code</TableHeaderCell>
                <TableHeaderCell className="text-end">Runs</TableHeaderCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {all.by_error.slice(0, most).map(({ code, runs }) => (
                <TableRow key={code}>
                  <TableCell>
                    <Link
                      href={runsBehind(view, { ...range, error: code })}
                      className={`font-mono ${linked}`}
                    >
                      {code}
                    </Link>
                  </TableCell>
                  <TableCell className={figure}>{count(runs)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Panel>
    </div>
  );
}

function Lines({
  title,
  lines,
  address,
}: {
  title: string;
  lines: readonly Line[];
  address: (line: Line) => string | null;
}) {
  return (
    <Panel aria-label={title} className="min-w-0">
      <PanelHeader
        title={title}
        {...(lines.length > most ? { description: `The dearest ${most} of ${lines.length}` } : {})}
      />
      {lines.length === 0 ? (
        <p className="p-4 text-muted text-sm">None in this time.</p>
      ) : (
        <Table aria-label={title}>
          <TableHead>
            <TableRow>
              <TableHeaderCell>Name</TableHeaderCell>
              <TableHeaderCell className="text-end">Cost</TableHeaderCell>
              <TableHeaderCell className="text-end">Runs</TableHeaderCell>
              <TableHeaderCell className="text-end max-sm:hidden">Failed</TableHeaderCell>
              <TableHeaderCell className="text-end max-sm:hidden">Tokens</TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {lines.slice(0, most).map((line) => {
              const to = address(line);
              const name = line.name ?? line.id ?? 'unknown';
              return (
                <TableRow key={line.id ?? ''}>
                  <TableCell className="max-w-56 truncate">
                    {to === null ? (
                      name
                    ) : (
                      <Link href={to} className={linked}>
                        {name}
                      </Link>
                    )}
                  </TableCell>
                  <TableCell className={figure}>{formatMoney(line.cost_usd)}</TableCell>
                  <TableCell className={figure}>{count(line.runs)}</TableCell>
                  <TableCell className={`${figure} max-sm:hidden`}>{count(line.failed)}</TableCell>
                  <TableCell className={`${figure} max-sm:hidden`}>{count(line.tokens.total)}</TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}

'use client';

import type { DashboardInput } from '@agent-factory/contracts';
import {
  Panel,
  PanelHeader,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
  useFigures,
} from '@agent-factory/ui';
import Link from 'next/link';
import type { Dashboard } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { runsBehind } from './view-of-url.ts';

type Line = Omit<Dashboard['by_member'][number], 'id'> & { id: string | null };

const most = 10;
const figure = 'text-end tabular-nums';
const linked = 'underline-offset-2 hover:underline';

/** Who and what the runs were of; each line opens its runs. */
export function Breakdowns({ all, view }: { all: Dashboard; view: DashboardInput }) {
  const say = useWords('dashboard');
  const { number } = useFigures();
  const range = { from: all.from, to: all.to };
  return (
    <div className="grid min-w-0 gap-4 lg:grid-cols-2">
      <Lines
        title={say('agents')}
        lines={all.by_agent}
        address={({ id }) => runsBehind(view, { ...range, ...(id === null ? {} : { agent: id }) })}
      />
      <Lines
        title={say('models')}
        lines={all.by_model.map((line) => ({ ...line, name: line.name ?? say('noModel') }))}
        address={({ id }) => (id === null ? null : runsBehind(view, { ...range, model: id }))}
      />
      <Lines
        title={say('apiKeys')}
        lines={all.by_api_key}
        address={({ id }) => runsBehind(view, { ...range, ...(id === null ? {} : { key: id }) })}
      />
      <Lines
        title={say('members')}
        lines={all.by_member.map((line) => ({
          ...line,
          name: line.id === null ? say('noMember') : line.name,
        }))}
        address={({ id }) => (id === null ? null : runsBehind(view, { ...range, member: id }))}
      />
      <Panel aria-label={say('topErrors')} className="min-w-0">
        <PanelHeader title={say('topErrors')} />
        {all.by_error.length === 0 ? (
          <p className="p-4 text-muted text-sm">{say('noErrors')}</p>
        ) : (
          <Table aria-label={say('topErrors')}>
            <TableHead>
              <TableRow>
                <TableHeaderCell>{say('code')}</TableHeaderCell>
                <TableHeaderCell className="text-end">{say('runs')}</TableHeaderCell>
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
                  <TableCell className={figure}>{number(runs)}</TableCell>
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
  const say = useWords('dashboard');
  const { money, number } = useFigures();
  return (
    <Panel aria-label={title} className="min-w-0">
      <PanelHeader
        title={title}
        {...(lines.length > most ? { description: say('dearest', { most, count: lines.length }) } : {})}
      />
      {lines.length === 0 ? (
        <p className="p-4 text-muted text-sm">{say('noneHere')}</p>
      ) : (
        <Table aria-label={title}>
          <TableHead>
            <TableRow>
              <TableHeaderCell>{say('name')}</TableHeaderCell>
              <TableHeaderCell className="text-end">{say('cost')}</TableHeaderCell>
              <TableHeaderCell className="text-end">{say('runs')}</TableHeaderCell>
              <TableHeaderCell className="text-end max-sm:hidden">{say('failed')}</TableHeaderCell>
              <TableHeaderCell className="text-end max-sm:hidden">{say('tokens')}</TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {lines.slice(0, most).map((line) => {
              const to = address(line);
              const name = line.name ?? line.id ?? say('unknown');
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
                  <TableCell className={figure}>{money(line.cost_usd)}</TableCell>
                  <TableCell className={figure}>{number(line.runs)}</TableCell>
                  <TableCell className={`${figure} max-sm:hidden`}>{number(line.failed)}</TableCell>
                  <TableCell className={`${figure} max-sm:hidden`}>{number(line.tokens.total)}</TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      )}
    </Panel>
  );
}

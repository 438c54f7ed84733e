import {
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
import { CircleSlash, CornerDownRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Route, RouteVerdict } from '../trpc/outputs.ts';
import { HealthChip } from './health-chip.tsx';
import { LeftOut } from './left-out.tsx';
import { providerTitle } from './provider-titles.ts';
import { taskLabels } from './task-labels.ts';

const classified = {
  rule: 'found by a rule',
  length: 'found by its length',
  classifier: 'found by the classifier',
} as const;

const boundOwner = { request: 'your cap', plan: 'the plan', team: 'the team', key: 'the API key' } as const;

/** A decision of the router: the sentence, what it went by, the chain in order, and who was left out. */
export function RouteView({ route }: { route: Route }) {
  const chain = route.table.filter(({ rank }) => rank !== null);
  const left = route.table.filter(({ rank }) => rank === null);
  const Icon = route.chosen === null ? CircleSlash : CornerDownRight;
  return (
    <>
      <Panel aria-label="Decision">
        <p className="flex items-start gap-3 p-4 text-lg">
          <Icon
            aria-hidden="true"
            className={`mt-1 size-4 shrink-0 ${route.chosen === null ? 'text-warning' : 'text-accent'}`}
          />
          {route.summary}
        </p>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 border-t p-4 text-sm sm:grid-cols-3">
          <Fact label="Task">
            {taskLabels[route.task]}
            {route.classified_by === null ? null : (
              <span className="block text-muted text-xs">{classified[route.classified_by]}</span>
            )}
          </Fact>
          <Fact label="Input">
            about {route.input_tokens.expected.toLocaleString('en-US')} tokens
            <span className="block text-muted text-xs">
              at most {route.input_tokens.at_most.toLocaleString('en-US')}
            </span>
          </Fact>
          <Fact label="Price cap">
            {route.bound === null ? 'none' : formatMoney(route.bound.usd)}
            {route.bound === null ? null : (
              <span className="block text-muted text-xs">set by {boundOwner[route.bound.by]}</span>
            )}
          </Fact>
        </dl>
      </Panel>
      {chain.length > 0 ? (
        <Panel aria-label="Asked in this order">
          <PanelHeader
            title="Asked in this order"
            description="The next one takes over when the one before it fails."
          />
          <Table aria-label="Candidates" className="table-fixed">
            <TableHead>
              <tr>
                <TableHeaderCell className="w-10 pe-0 text-end">#</TableHeaderCell>
                <TableHeaderCell>Model</TableHeaderCell>
                <TableHeaderCell className="w-24 text-end">Expected</TableHeaderCell>
                <TableHeaderCell className="w-28 text-end max-sm:hidden">At most</TableHeaderCell>
                <TableHeaderCell className="w-28 text-end max-md:hidden">First token</TableHeaderCell>
                <TableHeaderCell className="w-36 max-md:hidden">Health</TableHeaderCell>
              </tr>
            </TableHead>
            <TableBody>
              {chain.map((verdict, index) => (
                <CandidateRow
                  key={`${verdict.model} ${verdict.region}`}
                  verdict={verdict}
                  first={index === 0}
                />
              ))}
            </TableBody>
          </Table>
        </Panel>
      ) : null}
      {left.length > 0 ? <LeftOut verdicts={left} /> : null}
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-0.5 tabular-nums">{children}</dd>
    </div>
  );
}

function CandidateRow({ verdict, first }: { verdict: RouteVerdict; first: boolean }) {
  const usd = (value: number | null) => (value === null ? 'unknown' : formatMoney(value));
  return (
    <TableRow className={first ? 'bg-accent-soft' : undefined}>
      <TableCell className="pe-0 text-end text-muted tabular-nums">{(verdict.rank ?? 0) + 1}</TableCell>
      <TableCell className="py-2">
        <p className="truncate font-medium">{verdict.title}</p>
        <p className="truncate text-muted text-xs">
          {providerTitle(verdict.provider)}
          {verdict.region === null ? null : `, ${verdict.region}`}
          {verdict.payer === 'team' ? ', your own key' : null}
        </p>
      </TableCell>
      <TableCell className="whitespace-nowrap text-end tabular-nums">{usd(verdict.expected_usd)}</TableCell>
      <TableCell className="whitespace-nowrap text-end tabular-nums max-sm:hidden">
        {usd(verdict.worst_usd)}
      </TableCell>
      <TableCell className="whitespace-nowrap text-end tabular-nums max-md:hidden">
        {verdict.latency_ms === null ? '–' : formatDuration(verdict.latency_ms / 1000)}
      </TableCell>
      <TableCell className="max-md:hidden">
        <HealthChip state={verdict.health} />
      </TableCell>
    </TableRow>
  );
}

'use client';

import type { RunId } from '@agent-factory/contracts';
import { CopyButton, cn, Skeleton } from '@agent-factory/ui';
import { skipToken, useQuery } from '@tanstack/react-query';
import { Said } from '../threads/said.tsx';
import { useTRPC } from '../trpc/context.ts';
import type { Run } from '../trpc/outputs.ts';
import { type Choice, type Shown, type Side, sides, writeAddress } from './address.ts';
import { Comparison } from './comparison.tsx';
import { type Exchange, runOf, runsOf } from './exchanges.ts';
import { SideAnswer } from './side-answer.tsx';
import { sideNames, withModelName } from './side-names.ts';

export interface ExchangeViewProps {
  exchange: Exchange;
  choices: { left: Choice; right: Choice | null };
  alone: boolean;
  shown: Shown;
  /** The run whose trace is open. */
  traced: RunId | null;
  onTrace: (runId: RunId) => void;
  onEnded: (runId: RunId) => void;
  /** Null where others have followed in its threads. */
  onAgain: ((side: Side) => void) | null;
}

/** One input and what became of it in each column. */
export function ExchangeView(props: ExchangeViewProps) {
  const { exchange, choices, alone, shown, traced, onTrace, onEnded, onAgain } = props;
  const { left, right } = runsOf(exchange);
  const names = { left: sideNames.left, right: sideNames.right };
  const asked = sides.filter((side) => exchange[side] !== null);
  const compared = asked.length > 1;
  return (
    <article aria-label="Exchange" className="flex flex-col gap-3">
      <div className="flex flex-col">
        {exchange.input === null ? (
          <SaidInRun runId={left ?? right} />
        ) : (
          <Said content={spoken(exchange.input)} />
        )}
      </div>
      <div className={cn('grid gap-4', compared && 'lg:grid-cols-2')}>
        {asked.map((side) => {
          const told = exchange[side];
          if (told === null) return null;
          const runId = runOf(told);
          return (
            <section
              key={side}
              aria-label={`Column ${names[side]}`}
              className={cn(
                'min-w-0 rounded-md',
                compared && 'lg:border lg:bg-surface lg:p-3',
                // The open tab of a small screen; a lone answer has nothing to hide behind.
                compared && shown !== side && !(shown === 'trace' && side === 'left') && 'max-lg:hidden',
              )}
            >
              <RanAs side={side} runId={runId} named={compared} />
              <SideAnswer
                told={told}
                name={names[side]}
                traced={runId !== null && runId === traced}
                onTrace={onTrace}
                onEnded={onEnded}
                onAgain={onAgain === null ? null : () => onAgain(side)}
              />
            </section>
          );
        })}
      </div>
      {left !== null && right !== null ? <Comparison left={left} right={right} names={names} /> : null}
      {left === null && right === null ? null : (
        <CopyButton
          labelled
          label="Copy link to this exchange"
          className="self-start"
          value={linkTo({ exchanges: [{ left, right }], ...choices, alone, trace: null, shown: 'left' })}
        />
      )}
    </article>
  );
}

/** Where a member of the team sees the very same. */
function linkTo(address: Parameters<typeof writeAddress>[0]): string {
  return `${window.location.origin}${window.location.pathname}${writeAddress(address)}`;
}

/** What answered, which a column's choice may have moved on from; of a lone column only what is not saved. */
function RanAs({ side, runId, named }: { side: Side; runId: RunId | null; named: boolean }) {
  const trpc = useTRPC();
  const run = useQuery(trpc.runs.get.queryOptions(runId === null ? skipToken : { run_id: runId })).data;
  if (!named && (run === undefined || run.tried_model === null)) return null;
  return (
    <h2 className="mb-2 flex items-baseline gap-2 text-muted text-xs">
      {named ? <span className="font-medium text-text">{sideNames[side]}</span> : null}
      {run === undefined ? null : <RanWith run={run} />}
    </h2>
  );
}

function RanWith({ run: { version, tried_model: model } }: { run: Run }) {
  return (
    <span className="min-w-0 tabular-nums [overflow-wrap:anywhere]">
      {withModelName(`v${version}`, model)}
      {model === null ? null : ', not saved'}
    </span>
  );
}

function SaidInRun({ runId }: { runId: RunId | null }) {
  const trpc = useTRPC();
  const run = useQuery(trpc.runs.get.queryOptions(runId === null ? skipToken : { run_id: runId }));
  if (run.data !== undefined) return <Said content={spoken(run.data.input)} />;
  return run.isError ? null : <Skeleton className="ms-8 h-9 w-56 self-end rounded-md" />;
}

/** Words where an input is nothing else. */
function spoken(input: unknown): unknown {
  if (typeof input !== 'object' || input === null) return input;
  const entries = Object.entries(input);
  return entries.length === 1 && entries[0]?.[0] === 'query' ? entries[0][1] : input;
}

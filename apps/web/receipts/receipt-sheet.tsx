'use client';

import { nanoUsdToUsd, type Receipt, type ReceiptKeys } from '@agent-factory/contracts';
import { formatDuration, formatMoney, Panel, StatusChip } from '@agent-factory/ui';
import Link from 'next/link';
import { BudgetBar } from '../runs/budget-bar.tsx';
import { Hash } from './hash.tsx';
import { LogCheck } from './log-check.tsx';
import { Moment } from './moment.tsx';
import { People } from './people.tsx';
import { Seal, SealWithoutKeys } from './seal.tsx';
import { Fact, Facts, SheetSection } from './sheet-section.tsx';
import { WhatBound } from './what-bound.tsx';
import { Members, ModelCalls, ToolCalls } from './what-it-did.tsx';

export interface ReceiptSheetProps {
  receipt: Receipt;
  /** The published keys; undefined while they are on their way, or did not come. */
  keys: ReceiptKeys | undefined;
  keysFailed: boolean;
  onRetry: () => void;
}

/** A receipt as a person reads it: what it is worth first, then what it says, at the end what it rests on. */
export function ReceiptSheet({ receipt, keys, keysFailed, onRetry }: ReceiptSheetProps) {
  const { run, money, events } = receipt;
  return (
    <Panel aria-label="Receipt">
      <Head receipt={receipt} />
      <div className="px-5 pb-5 sm:px-8 sm:pb-6">
        {keys === undefined ? (
          <SealWithoutKeys failed={keysFailed} onRetry={onRetry} />
        ) : (
          <Seal receipt={receipt} keys={keys} />
        )}
      </div>

      <SheetSection title="What ran">
        <Facts>
          <Fact name="Agent">
            <Link
              href={`/agents/${run.agent_id}?panel=versions&version=${run.version}`}
              className="text-accent underline-offset-2 hover:underline"
            >
              {run.agent}, version {run.version}
            </Link>
          </Fact>
          <Fact name="Spec">
            <Hash value={run.spec_hash} label="the spec’s hash" />
          </Fact>
          <Fact name="Started">
            {run.started_at === null ? 'Never, it ended in the queue' : <Moment iso={run.started_at} />}
          </Fact>
          <Fact name="Ended">
            <Moment iso={run.finished_at} />
          </Fact>
          {run.attempts > 1 ? <Fact name="Taken up">{run.attempts} times</Fact> : null}
          {run.error_code === null ? null : (
            <Fact name="Reason">
              <span className="font-mono text-xs">{run.error_code}</span>
            </Fact>
          )}
          <Fact name="Input">
            <Hash value={run.input_sha256} label="the input’s hash" />
          </Fact>
          <Fact name="Output">
            <Hash value={run.output_sha256} label="the output’s hash" />
          </Fact>
        </Facts>
      </SheetSection>
      <SheetSection title="What bound it">
        <WhatBound rules={receipt.invariants} />
      </SheetSection>
      {receipt.members.length > 0 ? (
        <SheetSection title="Members">
          <Members members={receipt.members} />
        </SheetSection>
      ) : null}
      <SheetSection title="Models">
        <ModelCalls calls={receipt.model_calls} />
      </SheetSection>
      <SheetSection title="Tools">
        <ToolCalls tools={receipt.tools} />
      </SheetSection>
      <SheetSection title="People">
        <People receipt={receipt} />
      </SheetSection>
      <SheetSection title="Money">
        <MoneyFacts money={money} />
      </SheetSection>
      <SheetSection title="Evidence">
        <Facts>
          <Fact name="Log">
            {events.count === 1 ? '1 event' : `${events.count.toLocaleString('en-US')} events`}
          </Fact>
          <Fact name="Chain head">
            <Hash value={events.head} label="the chain head" />
          </Fact>
          <Fact name="Key">
            <Hash value={receipt.key_id} label="the key id" />
          </Fact>
          <Fact name="Signature">
            <Hash value={receipt.signature} label="the signature" />
          </Fact>
        </Facts>
        <div className="mt-4">
          <LogCheck receipt={receipt} />
        </div>
      </SheetSection>
    </Panel>
  );
}

function Head({ receipt }: { receipt: Receipt }) {
  const { run, money, tokens } = receipt;
  const seconds =
    run.started_at === null ? null : (Date.parse(run.finished_at) - Date.parse(run.started_at)) / 1000;
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4 px-5 pt-6 pb-5 sm:px-8 sm:pt-8">
      <div className="min-w-0">
        <p className="mb-1 text-muted text-xs">Receipt of a run</p>
        <p className="break-words font-semibold text-xl tracking-tight">{run.agent}</p>
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusChip status={run.status} />
          <Hash value={run.id} label="the run’s id" />
        </div>
      </div>
      <div className="text-start sm:text-end">
        <p className="mb-1 text-muted text-xs">Spent</p>
        <p className="font-semibold text-2xl tabular-nums tracking-tight">
          {formatMoney(nanoUsdToUsd(money.spent))}
        </p>
        <p className="mt-1 text-muted text-xs tabular-nums">
          {tokens.total.toLocaleString('en-US')} tokens
          {seconds === null ? '' : ` · ${formatDuration(seconds)}`}
        </p>
      </div>
    </header>
  );
}

function MoneyFacts({ money }: { money: Receipt['money'] }) {
  return (
    <div className="flex flex-col gap-4">
      {money.ceiling === null ? null : (
        <BudgetBar spent={nanoUsdToUsd(money.spent)} ceiling={nanoUsdToUsd(money.ceiling)} />
      )}
      <Facts>
        <Fact name="Spent">{formatMoney(nanoUsdToUsd(money.spent))}</Fact>
        <Fact name="Ceiling">
          {money.ceiling === null ? 'Not known any more' : formatMoney(nanoUsdToUsd(money.ceiling))}
        </Fact>
        <Fact name="Set aside">{formatMoney(nanoUsdToUsd(money.reserved_peak))} at most</Fact>
        {money.refused > 0 ? (
          <Fact name="Refused">
            {money.refused === 1 ? '1 model call' : `${money.refused} model calls`}, for want of money
          </Fact>
        ) : null}
      </Facts>
    </div>
  );
}

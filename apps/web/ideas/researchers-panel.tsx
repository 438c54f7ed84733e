'use client';

import type { RunId } from '@agent-factory/contracts';
import { Panel, PanelHeader, StatusChip } from '@agent-factory/ui';
import { useSubscription } from '@trpc/tanstack-react-query';
import Link from 'next/link';
import { useState } from 'react';
import { useTRPC } from '../trpc/context.ts';
import { follow, type ResearchState, researchers } from './researchers.ts';

/** The four at work, as their run tells it. */
export function ResearchersPanel({ runId, onFinished }: { runId: RunId; onFinished: () => void }) {
  const trpc = useTRPC();
  const [state, setState] = useState<ResearchState>({});
  const watch = useSubscription(
    trpc.runs.watch.subscriptionOptions(
      { run_id: runId },
      {
        onData: ({ data }) => {
          setState((before) => follow(before, data));
          if (data.data.type === 'run.finished') onFinished();
        },
      },
    ),
  );
  return (
    <Panel aria-label="Researchers" aria-busy="true">
      <PanelHeader
        title="At work"
        description="Four researchers, each apart from the others"
        actions={
          <Link href={`/runs/${runId}`} className="text-accent text-sm underline-offset-2 hover:underline">
            Open the run
          </Link>
        }
      />
      <ul className="divide-y divide-border" aria-live="polite">
        {researchers.map(({ member, label, looksFor }) => {
          const { status, searches } = state[member] ?? { status: 'queued' as const, searches: 0 };
          return (
            <li key={member} className="flex min-h-16 items-center justify-between gap-3 px-4 py-2">
              <div className="min-w-0">
                <p className="font-medium text-sm">{label}</p>
                <p className="text-muted text-xs">
                  {searches === 0
                    ? `Finds out ${looksFor}`
                    : `${searches} ${searches === 1 ? 'call' : 'calls'} of tools so far`}
                </p>
              </div>
              <StatusChip status={status} />
            </li>
          );
        })}
      </ul>
      {watch.status === 'error' ? (
        <p role="status" className="border-t px-4 py-2 text-muted text-xs">
          The connection broke off. The researchers go on; the result comes here all the same.
        </p>
      ) : null}
    </Panel>
  );
}

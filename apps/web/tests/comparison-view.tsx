'use client';

import {
  cn,
  formatDuration,
  formatMoney,
  Panel,
  PanelBody,
  PanelHeader,
  RelativeTime,
} from '@agent-factory/ui';
import { CircleHelp, TrendingDown, TrendingUp } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PanelsSkeleton } from '../lists/panels-skeleton.tsx';
import type { TestComparison } from '../trpc/outputs.ts';
import { verdictWords } from './comparison-words.ts';
import { FlipsTable } from './flips-table.tsx';
import { Rate } from './rate.tsx';

const SpecDiffPanel = dynamic(() => import('./spec-diff-panel.tsx').then((module) => module.SpecDiffPanel), {
  loading: () => <PanelsSkeleton label="Loading the specs" />,
});

const looks = {
  better: { icon: TrendingUp, label: 'Better', look: 'bg-positive-soft text-positive' },
  worse: { icon: TrendingDown, label: 'Worse', look: 'bg-danger-soft text-danger' },
  'cannot tell': { icon: CircleHelp, label: 'Cannot tell', look: 'bg-info-soft text-info' },
} as const;

export function ComparisonView({ of: { before, after, comparison, behaviour } }: { of: TestComparison }) {
  const { verdict, says } = verdictWords(comparison);
  const { icon: Icon, label, look } = looks[verdict];
  const { costNanoUsd: cost, durationMs: time } = behaviour;
  const one =
    before.agent_id !== null &&
    before.agent_id === after.agent_id &&
    before.version !== null &&
    after.version !== null
      ? { agentId: before.agent_id, before: before.version, after: after.version }
      : null;
  return (
    <div className="flex flex-col gap-5">
      <Panel aria-label="Verdict">
        <PanelBody className="flex flex-col gap-4">
          <div className="flex flex-wrap items-center gap-3">
            <span
              className={cn('inline-flex h-7 items-center gap-1.5 rounded-sm px-2 font-medium text-sm', look)}
            >
              <Icon aria-hidden="true" className="size-4" />
              {label}
            </span>
            <p className="min-w-0 flex-1 basis-72 text-sm">{says}</p>
          </div>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-3 lg:grid-cols-4">
            <Side title="Before" run={before} />
            <Side title="After" run={after} />
            <Delta
              label="Cost of a trial of each case"
              before={formatMoney(cost.before / 1e9)}
              after={formatMoney(cost.after / 1e9)}
            />
            <Delta
              label="Time of a trial"
              before={time.before === null ? '–' : formatDuration(time.before / 1_000)}
              after={time.after === null ? '–' : formatDuration(time.after / 1_000)}
            />
          </dl>
          {comparison === null ? null : (
            <p className="text-muted text-xs">
              Paired randomisation test over all trials: p = {comparison.pValue.toPrecision(2)}. McNemar’s
              exact test over {comparison.lost.length + comparison.gained.length} cases that went the other
              way: p = {comparison.mcNemar.toPrecision(2)}.
            </p>
          )}
        </PanelBody>
      </Panel>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 xl:grid-cols-2">
        <Panel aria-label="Behaviour">
          <PanelHeader
            title="Behaviour"
            description={`${behaviour.counts.broke} broke, ${behaviour.counts.mended} mended`}
          />
          <FlipsTable cases={behaviour.cases} />
        </Panel>
        {one === null ? (
          <Panel aria-label="Spec">
            <PanelHeader title="Spec" />
            <PanelBody className="text-muted text-sm">
              These runs are not of one agent, so there is no change of a spec to show.
            </PanelBody>
          </Panel>
        ) : (
          <SpecDiffPanel {...one} />
        )}
      </div>
    </div>
  );
}

function Side({ title, run }: { title: string; run: TestComparison['before'] }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{title}</dt>
      <dd className="mt-1 text-sm">
        <Link
          href={`/tests/runs/${run.run_id}`}
          className="block truncate font-medium text-accent underline-offset-2 hover:underline"
        >
          {run.name}
        </Link>
        <span className="block text-muted text-xs">
          {run.version === null ? null : `v${run.version}, `}
          <RelativeTime iso={run.created_at} />
        </span>
        <Rate of={run.pass_rate} className="font-semibold" />
      </dd>
    </div>
  );
}

function Delta({ label, before, after }: { label: string; before: ReactNode; after: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-1 text-sm tabular-nums">
        {before} <span aria-hidden="true">→</span>
        <span className="sr-only">then</span> <span className="font-semibold">{after}</span>
      </dd>
    </div>
  );
}

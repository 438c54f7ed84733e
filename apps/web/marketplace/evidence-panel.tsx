'use client';

import type { TemplateEvidence } from '@agent-factory/contracts';
import { EmptyState, formatDuration, formatMoney, Panel, PanelBody, PanelHeader } from '@agent-factory/ui';
import { FlaskConicalOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { percent } from '../tests/rate.tsx';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** What the platform measured of the very version that is offered. */
export function EvidencePanel({ evidence, version }: { evidence: TemplateEvidence | null; version: number }) {
  if (evidence === null) {
    return (
      <Panel aria-label="Evidence">
        <PanelHeader title="Evidence" />
        <EmptyState
          icon={FlaskConicalOff}
          title="Nothing was measured yet"
          description={`Version ${version} has not been tested by the platform.`}
          className="py-10"
        />
      </Panel>
    );
  }
  const { pass_rate, cost_usd, duration_ms, cases, trials, violations, models, measured_at } = evidence;
  return (
    <Panel aria-label="Evidence">
      <PanelHeader
        title="Evidence"
        description={`Measured by the platform on version ${version}, on ${day.format(new Date(measured_at))}`}
      />
      <PanelBody className="flex flex-col gap-5">
        {pass_rate === null ? null : (
          <div className="flex flex-col gap-2">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-semibold text-2xl tabular-nums tracking-tight">
                {percent(pass_rate.value)}
              </span>
              <span className="text-muted text-sm">
                of trials passed, with 95% certainty between {percent(pass_rate.low)} and{' '}
                {percent(pass_rate.high)}
              </span>
            </p>
            <IntervalBar {...pass_rate} />
          </div>
        )}
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
          <Figure name="Cost a run" typical={cost_usd && formatMoney(cost_usd.p50)}>
            {cost_usd === null ? null : `19 of 20 at most ${formatMoney(cost_usd.p95)}`}
          </Figure>
          <Figure name="Time a run" typical={duration_ms && formatDuration(duration_ms.p50 / 1000)}>
            {duration_ms === null ? null : `19 of 20 at most ${formatDuration(duration_ms.p95 / 1000)}`}
          </Figure>
          <Figure name="Tested" typical={`${cases.toLocaleString('en-US')} cases`}>
            {`${trials.toLocaleString('en-US')} trials`}
          </Figure>
          <Figure name="Rules broken" typical={violations.toLocaleString('en-US')}>
            {violations === 0 ? 'in no trial' : 'and stopped, over all trials'}
          </Figure>
        </dl>
        {models.length === 0 ? null : (
          <p className="text-muted text-xs">
            Answered by <span className="break-all font-mono">{models.join(', ')}</span>
          </p>
        )}
      </PanelBody>
    </Panel>
  );
}

/** From nothing to all: where the interval lies, and in it what was seen. */
function IntervalBar({ value, low, high }: { value: number; low: number; high: number }) {
  return (
    <div aria-hidden="true" className="relative h-2 rounded-full bg-sunken ring-1 ring-border ring-inset">
      <span
        className="absolute inset-y-0 rounded-full bg-accent/40"
        style={{ left: `${low * 100}%`, right: `${(1 - high) * 100}%` }}
      />
      <span
        className="absolute -inset-y-0.5 w-0.5 -translate-x-1/2 rounded-full bg-accent"
        style={{ left: `${value * 100}%` }}
      />
    </div>
  );
}

function Figure({ name, typical, children }: { name: string; typical: string | null; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="font-medium text-lg tabular-nums">{typical ?? '–'}</dd>
      <dd className="text-muted text-xs tabular-nums">{children}</dd>
    </div>
  );
}

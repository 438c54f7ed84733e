'use client';

import type { TemplatePermissions } from '@agent-factory/contracts';
import { formatMoney, Panel, PanelHeader } from '@agent-factory/ui';
import { ShieldCheck, UserCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { EffectChip } from '../runs/effect-chip.tsx';

/** What a version may do, must keep and needs, read from the version itself. */
export function PermissionsPanel({ permissions }: { permissions: TemplatePermissions }) {
  const { tools, invariants, models, tasks, limits, connections, agents } = permissions;
  return (
    <Panel aria-label="Permissions">
      <PanelHeader
        title="What it may do, and what it must keep"
        description="Read from the version itself; the platform enforces it in every run"
      />
      <dl className="divide-y divide-border">
        <Row name="Tools">
          {tools.length === 0 ? (
            <Nothing>It calls no tools.</Nothing>
          ) : (
            <ul className="flex flex-col gap-2">
              {tools.map((tool) => (
                <li
                  key={`${tool.agent} ${tool.name}`}
                  className="flex flex-wrap items-center gap-x-2 gap-y-1"
                >
                  <code className="break-all font-mono text-sm">{tool.name}</code>
                  <EffectChip effect={tool.effect} />
                  {tool.approval ? (
                    <span className="inline-flex items-center gap-1 text-muted text-xs">
                      <UserCheck aria-hidden="true" className="size-3.5" />
                      waits for a person
                    </span>
                  ) : null}
                  {agents.length > 1 ? <span className="text-muted text-xs">{tool.agent}</span> : null}
                </li>
              ))}
            </ul>
          )}
        </Row>
        <Row name="Rules">
          {invariants.length === 0 ? (
            <Nothing>It has no rules of its own.</Nothing>
          ) : (
            <ul className="flex flex-col gap-2">
              {invariants.map(({ id, says, at }) => (
                <li key={`${id} ${says}`} className="flex items-start gap-2 text-sm">
                  <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-positive" />
                  <span className="min-w-0 break-words">
                    {says}
                    <span className="block text-muted text-xs">
                      <code className="font-mono">{id}</code>, looked at: {at.join(', ')}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Row>
        <Row name="Models">
          {models.length === 0 ? (
            <Nothing>
              Whatever your team’s routing chooses{tasks.length === 0 ? '' : ` for ${tasks.join(', ')}`}.
            </Nothing>
          ) : (
            <span className="break-all font-mono text-sm">{models.join(', ')}</span>
          )}
        </Row>
        {connections.length === 0 ? null : (
          <Row name="Connections">
            <span className="text-sm">Your team needs its own: {connections.join(', ')}</span>
          </Row>
        )}
        <Row name="Bounds">
          <span className="text-sm tabular-nums">
            At most {formatMoney(limits.max_cost_usd)}, {limits.max_steps.toLocaleString('en-US')} steps and{' '}
            {limits.max_seconds.toLocaleString('en-US')} seconds a run
          </span>
        </Row>
      </dl>
    </Panel>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function Nothing({ children }: { children: ReactNode }) {
  return <span className="text-muted text-sm">{children}</span>;
}

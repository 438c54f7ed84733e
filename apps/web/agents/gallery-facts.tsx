'use client';

import { useFigures } from '@agent-factory/ui';
import { ShieldCheck, UserCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { EffectChip } from '../runs/effect-chip.tsx';
import { percent } from '../tests/rate.tsx';
import { useWords } from '../words/words-context.ts';

export interface GalleryFactsProps {
  title: string;
  says: string;
  /** "$19.00", "by Harbour Works". */
  aside?: ReactNode;
  tools: readonly { name: string; effect: 'read' | 'write' | 'money'; approval?: boolean }[];
  rules: readonly string[];
  /** What the spec allows a run, in US dollars and seconds. */
  maxCostUsd: number;
  maxSeconds: number;
  /** What the platform measured; null where nothing was. */
  measured?: { passRate: number | null; costUsd: number | null } | null;
}

/** What somebody should know before they make an agent of it: what it may do, must keep and costs. */
export function GalleryFacts(props: GalleryFactsProps) {
  const say = useWords('agents');
  const { money, number } = useFigures();
  const { title, says, aside, tools, rules, maxCostUsd, maxSeconds, measured = null } = props;
  return (
    <section aria-label={say('about', { name: title })} className="flex flex-col gap-4 text-sm">
      <div>
        <h3 className="break-words font-medium">{title}</h3>
        {aside ? <p className="text-muted text-xs">{aside}</p> : null}
        <p className="mt-1 break-words text-muted">{says}</p>
      </div>
      <dl className="flex flex-col gap-3">
        <Row name={say('costRow')}>
          {measured?.costUsd == null
            ? say('atMostRun', { most: money(maxCostUsd) })
            : say('usuallyRun', { usual: money(measured.costUsd), most: money(maxCostUsd) })}
        </Row>
        <Row name={say('timeRow')}>{say('atMostSeconds', { count: number(maxSeconds) })}</Row>
        {measured?.passRate == null ? null : (
          <Row name={say('testsRow')}>{say('trialsPassed', { share: percent(measured.passRate) })}</Row>
        )}
        <Row name={say('toolsRow')}>
          {tools.length === 0 ? (
            <span className="text-muted">{say('noneCalled')}</span>
          ) : (
            <ul className="flex flex-col gap-1.5">
              {tools.map(({ name, effect, approval }) => (
                <li key={name} className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <code className="break-all font-mono text-xs">{name}</code>
                  <EffectChip effect={effect} />
                  {approval ? (
                    <span className="inline-flex items-center gap-1 text-muted text-xs">
                      <UserCheck aria-hidden="true" className="size-3.5" />
                      {say('waitsPerson')}
                    </span>
                  ) : null}
                </li>
              ))}
            </ul>
          )}
        </Row>
        {rules.length === 0 ? null : (
          <Row name={say('rulesRow')}>
            <ul className="flex flex-col gap-1.5">
              {rules.map((rule) => (
                <li key={rule} className="flex items-start gap-1.5">
                  <ShieldCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-positive" />
                  <span className="min-w-0 break-words">{rule}</span>
                </li>
              ))}
            </ul>
          </Row>
        )}
      </dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="mt-0.5 min-w-0 tabular-nums">{children}</dd>
    </div>
  );
}

'use client';

import { cn, RelativeTime } from '@agent-factory/ui';
import { ShieldAlert, Wrench } from 'lucide-react';
import Link from 'next/link';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { useFrame } from '../frame/frame-context.ts';
import { shortId } from '../runs/short-id.ts';
import type { Approval } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { ApprovalOutcome } from './approval-outcome.tsx';
import { Countdown } from './countdown.tsx';
import { DecisionForm, type DecisionMode } from './decision-form.tsx';
import { SubjectView } from './subject-view.tsx';
import { useDecide } from './use-decide.ts';

/** After `g` a letter means a place to go to; as long as in use-shortcuts.ts. */
const sequenceMs = 1_200;

export interface ApprovalCardProps {
  approval: Approval;
  /** In a list, where j and k walk from card to card, and a, e and d decide the one that has the focus. */
  entry?: boolean;
  /** On the run's own page, which needs not say whose question it is. */
  inRun?: boolean;
  className?: string;
}

/** One question: what would happen, why it is asked, how long there is, and the answer or the means to give one. */
export function ApprovalCard({ approval, entry = false, inRun = false, className }: ApprovalCardProps) {
  const say = useWords('approvals');
  const { me } = useFrame();
  const [mode, setMode] = useState<DecisionMode>('choose');
  const decide = useDecide();
  const titleId = useId();
  const card = useRef<HTMLElement>(null);
  const wentAt = useRef(0);
  const { about, subject, state } = approval;
  const Icon = about === 'tool' ? Wrench : ShieldAlert;
  const Heading = inRun ? 'h3' : 'h2';
  const mayDecide = me.team.role !== 'viewer';
  const open = state === 'pending' && mayDecide;

  function changeMode(next: DecisionMode): void {
    setMode(next);
    // The field that had it is gone.
    if (next === 'choose') card.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (!entry || !open || mode !== 'choose' || decide.isPending || event.target !== event.currentTarget)
      return;
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const going = Date.now() - wentAt.current < sequenceMs;
    wentAt.current = event.key === 'g' ? Date.now() : 0;
    if (going) return;
    if (event.key === 'a') decide.mutate({ id: approval.id, decision: 'approve' });
    else if (event.key === 'e') setMode('edit');
    else if (event.key === 'd') setMode('deny');
    else return;
    event.preventDefault();
  }

  return (
    <article
      ref={card}
      aria-labelledby={titleId}
      tabIndex={entry ? 0 : -1}
      {...(entry ? { 'data-list-entry': true } : {})}
      onKeyDown={onKeyDown}
      className={cn('flex flex-col gap-3 p-4 -outline-offset-2', className)}
    >
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div className="flex min-w-0 items-start gap-2.5">
          <Icon
            aria-hidden="true"
            className={cn('mt-0.5 size-4 shrink-0', about === 'tool' ? 'text-info' : 'text-warning')}
          />
          <div className="min-w-0">
            <Heading id={titleId} className="break-words font-medium text-base">
              {say.rich(about === 'tool' ? 'callTool' : 'letPass', {
                name: subject.name,
                code: (name) => <code className="font-mono text-sm">{name}</code>,
              })}
            </Heading>
            <Whose approval={approval} inRun={inRun} />
          </div>
        </div>
        {state === 'pending' ? <Countdown approval={approval} /> : null}
      </header>
      {approval.reason === null ? null : <p className="text-sm">{approval.reason}</p>}
      {open && mode === 'edit' ? null : (
        <SubjectView value={subject.value} label={say(about === 'tool' ? 'arguments' : 'value')} />
      )}
      {state === 'edited' ? (
        <div className="flex flex-col gap-1.5">
          <p className="text-muted text-xs">{say('changedTo')}</p>
          <SubjectView value={approval.edited_value} label={say('whatWentOn')} />
        </div>
      ) : null}
      {open ? (
        <DecisionForm approval={approval} mode={mode} onMode={changeMode} decide={decide} keys={entry} />
      ) : null}
      {state === 'pending' && !mayDecide ? <p className="text-muted text-sm">{say('onlyLook')}</p> : null}
      <ApprovalOutcome approval={approval} />
    </article>
  );
}

function Whose({ approval, inRun }: { approval: Approval; inRun: boolean }) {
  const say = useWords('approvals');
  const link = 'text-accent underline-offset-2 hover:underline';
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-muted text-xs">
      {inRun ? null : (
        <>
          <Link href={`/agents/${approval.agent_id}`} className={link}>
            {approval.agent_name}
          </Link>
          <Link href={`/runs/${approval.run_id}`} className={cn(link, 'font-mono')}>
            {shortId(approval.run_id)}
          </Link>
        </>
      )}
      {approval.member === null ? null : <span className="font-mono">{approval.member}</span>}
      <span>
        {say('asked')} <RelativeTime iso={approval.created_at} />
      </span>
    </p>
  );
}

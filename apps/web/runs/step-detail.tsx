'use client';

import {
  CodeBlock,
  cn,
  formatDuration,
  formatMoney,
  Panel,
  PanelBody,
  PanelHeader,
  RelativeTime,
  UsageLine,
} from '@agent-factory/ui';
import { ChevronRight, ShieldCheck, ShieldX, Timer } from 'lucide-react';
import type { ReactNode } from 'react';
import { Answer } from './answer.tsx';
import { EffectChip } from './effect-chip.tsx';
import type { RunPlan } from './read-run-plan.ts';
import { memberNote, placeName, stepLook } from './step-look.ts';
import { type Gate, isAside, type StepOf, type Story, type StoryStep } from './story.ts';
import { groupOf, type StoryNode, visitsAround } from './story-tree.ts';

export interface StepDetailProps {
  step: StoryStep;
  story: Story;
  tree: readonly StoryNode[];
  /** The run's, shown where it began. */
  input: unknown;
  effects: RunPlan['effects'];
}

/** One step in full. */
export function StepDetail({ step, story, tree, input, effects }: StepDetailProps) {
  const look = stepLook(step, input);
  return (
    <Panel aria-label={look.title}>
      <PanelHeader
        title={look.title}
        description={headline(step, placeOf(step, story))}
        actions={<Marks step={step} tree={tree} effects={effects} />}
      />
      <PanelBody className="flex flex-col gap-4">{body(step, story, input)}</PanelBody>
    </Panel>
  );
}

/** Whose step it is, in a team. */
function placeOf(step: StoryStep, { steps }: Story): string {
  return visitsAround(steps, step)
    .map(({ member, visit }) => (visit > 1 ? `${placeName(member)} (visit ${visit})` : placeName(member)))
    .join(' › ');
}

function headline(step: StoryStep, place: string): string {
  const parts = place === '' ? [] : [place];
  switch (step.kind) {
    case 'model':
      parts.push(step.finished === null ? `Task: ${step.task}` : `${step.finished.model} · ${step.task}`);
      break;
    case 'tool':
      parts.push(`Call ${step.toolCallId}`);
      break;
    case 'member':
      parts.push(`Agent ${step.agent}`);
      break;
    default:
      parts.push(new Date(step.at).toLocaleTimeString('en-GB'));
  }
  return parts.join(' · ');
}

/** What a step took, or what its call can do, at the right end of its head. */
function Marks({ step, tree, effects }: Pick<StepDetailProps, 'step' | 'tree' | 'effects'>) {
  if (step.kind === 'tool') {
    const effect = step.effect ?? effects[step.name];
    return (
      <>
        {step.finished?.slow === true ? <SlowChip durationMs={step.finished.duration_ms} /> : null}
        {effect === undefined ? null : <EffectChip effect={effect} />}
      </>
    );
  }
  if (step.kind === 'model' && step.finished !== null) {
    return (
      <UsageLine
        cost={step.finished.cost_nano_usd / 1e9}
        tokens={step.finished.tokens.total}
        seconds={step.finished.duration_ms / 1000}
      />
    );
  }
  if (step.kind !== 'member') return null;
  const group = groupOf(tree, step.key);
  return group === null || group.took.calls === 0 ? null : (
    <UsageLine
      cost={group.took.costNanoUsd / 1e9}
      tokens={group.took.tokens}
      seconds={step.endedAt === null ? null : (Date.parse(step.endedAt) - Date.parse(step.at)) / 1000}
    />
  );
}

function SlowChip({ durationMs }: { durationMs: number }) {
  return (
    <span className="inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm bg-warning-soft px-1.5 font-medium text-warning text-xs">
      <Timer aria-hidden="true" className="size-3" />
      Slow, {formatDuration(durationMs / 1000)}
    </span>
  );
}

function body(step: StoryStep, story: Story, input: unknown): ReactNode {
  switch (step.kind) {
    case 'started':
      return step.after === 'nothing' ? (
        <Input input={input} />
      ) : (
        <p className="text-muted text-sm">
          {step.after === 'decided'
            ? 'The run had waited for a person and took up its work where it had left it.'
            : 'The run was interrupted and took up its work from its last checkpoint. Nothing that had ended was done again.'}
        </p>
      );
    case 'model':
      return <ModelBody step={step} />;
    case 'tool':
      return (
        <>
          <Fold title="Arguments">
            <CodeBlock code={asText(step.arguments)} label="Arguments" />
          </Fold>
          {step.finished === null ? null : (
            <Fold title="Result">
              <CodeBlock code={asText(step.finished.result)} label="Result" />
            </Fold>
          )}
        </>
      );
    case 'gates':
      return (
        <ul className="-m-4 divide-y divide-border">
          {step.gates.map((gate, index) => (
            <GateRow key={index} gate={gate} />
          ))}
        </ul>
      );
    case 'approval':
      return <ApprovalBody step={step} />;
    case 'refused-money':
      return <RefusedMoney refused={step.refused} />;
    case 'error':
      return <Problem error={step.error} />;
    case 'member':
      return <MemberBody step={step} story={story} />;
    case 'finished':
      return (
        <>
          {step.outcome.error === null ? null : <Problem error={step.outcome.error} />}
          {step.outcome.output === null || step.outcome.output === undefined ? null : (
            <Answer output={step.outcome.output} />
          )}
        </>
      );
  }
}

function ModelBody({ step }: { step: StepOf<'model'> }) {
  return (
    <>
      {step.text ? <Answer output={step.text} /> : <p className="text-muted text-sm">{silence(step)}</p>}
      {step.finished && step.finished.fallbacks.length > 0 ? (
        <Fold title={`${step.finished.fallbacks.length} models were tried before`} open={false}>
          <ul className="flex flex-col gap-1 text-sm">
            {step.finished.fallbacks.map((fallback) => (
              <li key={fallback.model}>
                <span className="font-mono text-xs">{fallback.model}</span>{' '}
                <span className="text-muted">{fallback.reason}</span>
              </li>
            ))}
          </ul>
        </Fold>
      ) : null}
    </>
  );
}

/** Why a model's step has no words. */
function silence(step: StepOf<'model'>): string {
  if (step.task === 'judge') return 'It judged a rule; what it found stands at the check.';
  if (step.task === 'memory') return 'It summed up what was said earlier in the thread.';
  if (step.finished === null) {
    return step.interrupted ? 'It was broken off before it wrote anything.' : 'Nothing written yet.';
  }
  return step.finished.finish_reason === 'tool_calls'
    ? 'It wrote no text and called tools instead.'
    : 'Its words are not shown here; they went to whoever asked.';
}

function ApprovalBody({ step }: { step: StepOf<'approval'> }) {
  const { asked, decidedAt } = step;
  return (
    <>
      <p className="text-sm">{stepLook(step, null).note}.</p>
      {asked.reason === null ? null : <p className="text-muted text-sm">{asked.reason}</p>}
      <Fold title={asked.about === 'tool' ? 'Arguments that were asked about' : 'Value that was asked about'}>
        <CodeBlock code={asText(asked.subject.value)} label="Asked about" />
      </Fold>
      <p className="text-muted text-xs">
        {decidedAt === null ? (
          <>If nobody decides by {new Date(asked.expires_at).toLocaleString('en-GB')}, the clock does.</>
        ) : (
          <>
            Decided <RelativeTime iso={decidedAt} />
          </>
        )}
      </p>
    </>
  );
}

function RefusedMoney({ refused }: { refused: StepOf<'refused-money'>['refused'] }) {
  const figures: [string, number][] = [
    ['Would have been needed', refused.cost_nano_usd],
    ['Spent', refused.spent_nano_usd],
    ['Set aside', refused.held_nano_usd],
    ['Ceiling', refused.ceiling_nano_usd],
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border bg-border sm:grid-cols-4">
      {figures.map(([term, nanoUsd]) => (
        <div key={term} className="bg-surface px-3 py-2">
          <dt className="text-muted text-xs">{term}</dt>
          <dd className="font-medium text-sm tabular-nums">{formatMoney(nanoUsd / 1e9)}</dd>
        </div>
      ))}
    </dl>
  );
}

function MemberBody({ step, story }: { step: StepOf<'member'>; story: Story }) {
  const said = story.steps.findLast(
    (candidate) =>
      candidate.within === step.key &&
      candidate.kind === 'model' &&
      candidate.text !== '' &&
      !isAside(candidate),
  );
  return (
    <>
      <p className="text-sm">{memberNote(step.state)}</p>
      {step.why === null ? null : <p className="text-muted text-sm [overflow-wrap:anywhere]">{step.why}</p>}
      {step.end === null ? null : <p className="text-danger text-sm [overflow-wrap:anywhere]">{step.end}</p>}
      {said?.kind === 'model' ? (
        <Fold title="What it said last">
          <Answer output={said.text} />
        </Fold>
      ) : null}
      {step.specHash === null ? null : (
        <p className="truncate text-muted text-xs">
          Spec <span className="font-mono">{step.specHash}</span>
        </p>
      )}
    </>
  );
}

function Problem({ error }: { error: { code: string; message: string } }) {
  return (
    <p
      role="alert"
      className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm [overflow-wrap:anywhere]"
    >
      {error.message} <span className="font-mono text-xs">({error.code})</span>
    </p>
  );
}

function Input({ input }: { input: unknown }) {
  if (typeof input === 'string') return <p className="whitespace-pre-wrap break-words text-base">{input}</p>;
  if (typeof input === 'object' && input !== null && 'query' in input && Object.keys(input).length === 1) {
    return <p className="whitespace-pre-wrap break-words text-base">{String(input.query)}</p>;
  }
  return <CodeBlock code={asText(input)} label="Input" />;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
}

const actionNames = {
  block: 'Blocked the run',
  retry: 'Asked the model again',
  redact: 'Removed it from the text',
  escalate: 'Asked for a person',
  warn: 'Noted, and let it pass',
} as const;

function GateRow({ gate }: { gate: Gate }) {
  const passed = gate.verdict === 'passed';
  const Icon = passed ? ShieldCheck : ShieldX;
  const closedColor = gate.action === 'warn' || gate.action === 'redact' ? 'text-warning' : 'text-danger';
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon
        aria-hidden="true"
        className={cn('mt-0.5 size-4 shrink-0', passed ? 'text-positive' : closedColor)}
      />
      <div className="min-w-0 flex-1">
        <p className="text-sm">{gate.says}</p>
        <p className="break-words text-muted text-xs">
          <span className="font-mono">{ruleOf(gate.id).rule}</span>
          {ruleOf(gate.id).owner === null ? '' : ` · a rule of ${ruleOf(gate.id).owner}`}
          {gate.judge === undefined ? '' : ` · judged by ${gate.judge}`}
          {gate.detail ? ` · ${gate.detail}` : ''}
        </p>
      </div>
      <span className={cn('shrink-0 text-end font-medium text-xs', passed ? 'text-positive' : closedColor)}>
        {passed ? 'Passed' : gate.verdict === 'error' ? 'Could not be checked' : 'Closed'}
        {gate.action === null ? null : (
          <span className="block font-normal text-muted">{actionNames[gate.action]}</span>
        )}
      </span>
    </li>
  );
}

/** A rule that holds for all inside is named with the spec that it stands in. */
function ruleOf(id: string): { rule: string; owner: string | null } {
  const cut = id.indexOf(':');
  return cut === -1 ? { rule: id, owner: null } : { rule: id.slice(cut + 1), owner: id.slice(0, cut) };
}

function Fold({ title, open = true, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details open={open} className="group/fold">
      <summary className="flex w-fit list-none items-center gap-1.5 rounded-sm font-medium text-muted text-xs hover:text-text">
        <ChevronRight
          aria-hidden="true"
          className="size-3.5 transition-transform group-open/fold:rotate-90"
        />
        {title}
      </summary>
      <div className="mt-2">{children}</div>
    </details>
  );
}

'use client';

import {
  CodeBlock,
  cn,
  type Figures,
  Panel,
  PanelBody,
  PanelHeader,
  RelativeTime,
  UsageLine,
  useFigures,
} from '@agent-factory/ui';
import { ChevronRight, ShieldCheck, ShieldX, Timer } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Translator } from '../words/translator.ts';
import { useWords } from '../words/words-context.ts';
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
  const say = useWords('run');
  const sayPart = useWords('parts');
  const figures = useFigures();
  const look = stepLook(step, input, { say, sayPart });
  return (
    <Panel aria-label={look.title}>
      <PanelHeader
        title={look.title}
        description={headline(step, placeOf(step, story, say), say, figures)}
        actions={<Marks step={step} tree={tree} effects={effects} />}
      />
      <PanelBody className="flex flex-col gap-4">{body(step, story, input, say)}</PanelBody>
    </Panel>
  );
}

/** Whose step it is, in a team. */
function placeOf(step: StoryStep, { steps }: Story, say: Translator<'run'>): string {
  return visitsAround(steps, step)
    .map(({ member, visit }) =>
      visit > 1 ? say('visitIn', { name: placeName(member), visit }) : placeName(member),
    )
    .join(' › ');
}

function headline(step: StoryStep, place: string, say: Translator<'run'>, figures: Figures): string {
  const parts = place === '' ? [] : [place];
  switch (step.kind) {
    case 'model':
      parts.push(
        step.finished === null
          ? say('taskNamed', { task: step.task })
          : `${step.finished.model} · ${step.task}`,
      );
      break;
    case 'tool':
      parts.push(say('callNamed', { id: step.toolCallId }));
      break;
    case 'member':
      parts.push(say('agentNamed', { name: step.agent }));
      break;
    default:
      parts.push(figures.moment(step.at, { timeStyle: 'medium' }));
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
  const say = useWords('run');
  const { duration } = useFigures();
  return (
    <span className="inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm bg-warning-soft px-1.5 font-medium text-warning text-xs">
      <Timer aria-hidden="true" className="size-3" />
      {say('slowChip', { time: duration(durationMs / 1000) })}
    </span>
  );
}

function body(step: StoryStep, story: Story, input: unknown, say: Translator<'run'>): ReactNode {
  switch (step.kind) {
    case 'started':
      return step.after === 'nothing' ? (
        <Input input={input} />
      ) : (
        <p className="text-muted text-sm">
          {step.after === 'decided' ? say('waitedBefore') : say('interrupted')}
        </p>
      );
    case 'model':
      return <ModelBody step={step} />;
    case 'tool':
      return (
        <>
          <Fold title={say('arguments')}>
            <CodeBlock code={asText(step.arguments)} label={say('arguments')} />
          </Fold>
          {step.finished === null ? null : (
            <Fold title={say('result')}>
              <CodeBlock code={asText(step.finished.result)} label={say('result')} />
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
  const say = useWords('run');
  return (
    <>
      {step.text ? <Answer output={step.text} /> : <p className="text-muted text-sm">{silence(step, say)}</p>}
      {step.finished && step.finished.fallbacks.length > 0 ? (
        <Fold title={say('triedBefore', { count: step.finished.fallbacks.length })} open={false}>
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
function silence(step: StepOf<'model'>, say: Translator<'run'>): string {
  if (step.task === 'judge') return say('judgedRule');
  if (step.task === 'memory') return say('summedUp');
  if (step.finished === null) {
    return step.interrupted ? say('brokenBefore') : say('nothingYet');
  }
  return step.finished.finish_reason === 'tool_calls' ? say('calledTools') : say('wordsElsewhere');
}

function ApprovalBody({ step }: { step: StepOf<'approval'> }) {
  const say = useWords('run');
  const sayPart = useWords('parts');
  const { moment } = useFigures();
  const { asked, decidedAt } = step;
  return (
    <>
      <p className="text-sm">{stepLook(step, null, { say, sayPart }).note}</p>
      {asked.reason === null ? null : <p className="text-muted text-sm">{asked.reason}</p>}
      <Fold title={say(asked.about === 'tool' ? 'argumentsAsked' : 'valueAsked')}>
        <CodeBlock code={asText(asked.subject.value)} label={say('askedAbout')} />
      </Fold>
      <p className="text-muted text-xs">
        {decidedAt === null ? (
          say('clockDecides', { time: moment(asked.expires_at) })
        ) : (
          <>
            {say('decidedAt')} <RelativeTime iso={decidedAt} />
          </>
        )}
      </p>
    </>
  );
}

function RefusedMoney({ refused }: { refused: StepOf<'refused-money'>['refused'] }) {
  const say = useWords('run');
  const { money } = useFigures();
  const figures = [
    ['wouldNeed', refused.cost_nano_usd],
    ['spent', refused.spent_nano_usd],
    ['setAside', refused.held_nano_usd],
    ['ceiling', refused.ceiling_nano_usd],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border bg-border sm:grid-cols-4">
      {figures.map(([term, nanoUsd]) => (
        <div key={term} className="bg-surface px-3 py-2">
          <dt className="text-muted text-xs">{say(term)}</dt>
          <dd className="font-medium text-sm tabular-nums">{money(nanoUsd / 1e9)}</dd>
        </div>
      ))}
    </dl>
  );
}

function MemberBody({ step, story }: { step: StepOf<'member'>; story: Story }) {
  const say = useWords('run');
  const said = story.steps.findLast(
    (candidate) =>
      candidate.within === step.key &&
      candidate.kind === 'model' &&
      candidate.text !== '' &&
      !isAside(candidate),
  );
  return (
    <>
      <p className="text-sm">{memberNote(step.state, say)}</p>
      {step.why === null ? null : <p className="text-muted text-sm [overflow-wrap:anywhere]">{step.why}</p>}
      {step.end === null ? null : <p className="text-danger text-sm [overflow-wrap:anywhere]">{step.end}</p>}
      {said?.kind === 'model' ? (
        <Fold title={say('saidLast')}>
          <Answer output={said.text} />
        </Fold>
      ) : null}
      {step.specHash === null ? null : (
        <p className="truncate text-muted text-xs">
          {say('spec')} <span className="font-mono">{step.specHash}</span>
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
  const say = useWords('run');
  if (typeof input === 'string') return <p className="whitespace-pre-wrap break-words text-base">{input}</p>;
  if (typeof input === 'object' && input !== null && 'query' in input && Object.keys(input).length === 1) {
    return <p className="whitespace-pre-wrap break-words text-base">{String(input.query)}</p>;
  }
  return <CodeBlock code={asText(input)} label={say('input')} />;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
}

const actionNames = {
  block: 'blocked',
  retry: 'retried',
  redact: 'redacted',
  escalate: 'escalated',
  warn: 'warned',
} as const;

function GateRow({ gate }: { gate: Gate }) {
  const say = useWords('run');
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
          {ruleOf(gate.id).owner === null
            ? ''
            : ` · ${say('ruleOwner', { name: ruleOf(gate.id).owner ?? '' })}`}
          {gate.judge === undefined ? '' : ` · ${say('judgedBy', { name: gate.judge })}`}
          {gate.detail ? ` · ${gate.detail}` : ''}
        </p>
      </div>
      <span className={cn('shrink-0 text-end font-medium text-xs', passed ? 'text-positive' : closedColor)}>
        {say(passed ? 'passed' : gate.verdict === 'error' ? 'notChecked' : 'closed')}
        {gate.action === null ? null : (
          <span className="block font-normal text-muted">{say(actionNames[gate.action])}</span>
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

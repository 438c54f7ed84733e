'use client';

import { CodeBlock, cn, Panel, PanelBody, PanelHeader, UsageLine } from '@agent-factory/ui';
import { ChevronRight, ShieldCheck, ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Answer } from './answer.tsx';
import { stepLook } from './step-look.ts';
import type { Gate, StoryStep } from './story.ts';

/** One step in full. `input` is the run's, shown where it began. */
export function StepDetail({ step, input }: { step: StoryStep; input: unknown }) {
  const look = stepLook(step, input);
  return (
    <Panel aria-label={look.title}>
      <PanelHeader title={look.title} description={headline(step)} actions={usage(step)} />
      <PanelBody className="flex flex-col gap-4">{body(step, input)}</PanelBody>
    </Panel>
  );
}

function headline(step: StoryStep): string {
  switch (step.kind) {
    case 'model':
      return step.finished === null ? `Task: ${step.task}` : `${step.finished.model} · ${step.task}`;
    case 'tool':
      return `Call ${step.toolCallId}`;
    default:
      return new Date(step.at).toLocaleTimeString('en-GB');
  }
}

function usage(step: StoryStep): ReactNode {
  if (step.kind === 'model' && step.finished !== null) {
    return (
      <UsageLine
        cost={step.finished.cost_nano_usd / 1e9}
        tokens={step.finished.tokens.total}
        seconds={step.finished.duration_ms / 1000}
      />
    );
  }
  return null;
}

function body(step: StoryStep, input: unknown): ReactNode {
  switch (step.kind) {
    case 'started':
      return <Input input={input} />;
    case 'model':
      return (
        <>
          {step.text ? (
            <Answer output={step.text} />
          ) : (
            <p className="text-muted text-sm">
              {step.finished === null ? 'Nothing written yet.' : 'It wrote no text and called tools instead.'}
            </p>
          )}
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
    case 'finished':
      return (
        <>
          {step.outcome.error === null ? null : (
            <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
              {step.outcome.error.message}{' '}
              <span className="font-mono text-xs">({step.outcome.error.code})</span>
            </p>
          )}
          {step.outcome.output === null || step.outcome.output === undefined ? null : (
            <Answer output={step.outcome.output} />
          )}
        </>
      );
  }
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
          <span className="font-mono">{gate.id}</span>
          {gate.detail ? ` · ${gate.detail}` : ''}
        </p>
      </div>
      <span className={cn('shrink-0 text-right font-medium text-xs', passed ? 'text-positive' : closedColor)}>
        {passed ? 'Passed' : gate.verdict === 'error' ? 'Could not be checked' : 'Closed'}
        {gate.action === null ? null : (
          <span className="block font-normal text-muted">{actionNames[gate.action]}</span>
        )}
      </span>
    </li>
  );
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

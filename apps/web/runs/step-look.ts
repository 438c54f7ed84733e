import type { Boundary } from '@agent-factory/contracts';
import {
  CircleCheck,
  CircleDot,
  CircleX,
  Cpu,
  type LucideIcon,
  RotateCcw,
  ShieldCheck,
  ShieldX,
  Wrench,
} from 'lucide-react';
import { oneLine } from './one-line.ts';
import { type StoryStep, stepTone } from './story.ts';

export interface StepLook {
  icon: LucideIcon;
  title: string;
  /** A second line: what it was about, or how it went. */
  note: string;
}

const boundaryNames: Record<Boundary, string> = {
  input: 'input',
  model_call: 'model call',
  tool_call: 'tool call',
  tool_result: 'tool result',
  output: 'output',
};

const outcomes = {
  succeeded: 'Answer',
  failed: 'Failed',
  refused: 'Refused',
  cancelled: 'Cancelled',
} as const;

export function boundaryName(boundary: Boundary): string {
  return boundaryNames[boundary];
}

/** How a step reads in the timeline. `input` is the run's. */
export function stepLook(step: StoryStep, input: unknown): StepLook {
  switch (step.kind) {
    case 'started':
      return step.attempt > 1
        ? { icon: RotateCcw, title: 'Resumed', note: `Attempt ${step.attempt}, after an interruption` }
        : { icon: CircleDot, title: 'Input', note: oneLine(input) };
    case 'model':
      return {
        icon: Cpu,
        title: step.finished?.finish_reason === 'tool_calls' ? 'Model asks for tools' : 'Model writes',
        note: step.finished === null ? 'Thinking…' : step.finished.model,
      };
    case 'tool':
      return {
        icon: Wrench,
        title: step.name,
        note:
          step.finished === null
            ? 'Working…'
            : { ok: 'Returned', error: 'Returned an error', denied: 'Denied' }[step.finished.outcome],
      };
    case 'gates': {
      const closed = step.gates.filter((gate) => gate.verdict !== 'passed').length;
      return {
        icon: stepTone(step) === 'positive' ? ShieldCheck : ShieldX,
        title: `Checks at ${boundaryNames[step.boundary]}`,
        note: closed === 0 ? `${step.gates.length} passed` : `${closed} of ${step.gates.length} not passed`,
      };
    }
    case 'finished': {
      const good = step.outcome.status === 'succeeded';
      return {
        icon: good ? CircleCheck : CircleX,
        title: outcomes[step.outcome.status],
        note:
          step.outcome.error?.message ??
          (good ? withoutMarks(oneLine(step.outcome.output)) : 'Without a reason given'),
      };
    }
  }
}

/** The beginning of a text as one plain line, Markdown's commonest pairs of marks left out; `6 * 7` keeps its sign. */
function withoutMarks(text: string): string {
  // Cut first: hostile text must not make the search for pairs take long.
  return text.slice(0, 300).replace(/(\*\*|`)(\S(?:.*?\S)?)\1/g, '$2');
}

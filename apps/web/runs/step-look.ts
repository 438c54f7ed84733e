import type { Boundary } from '@agent-factory/contracts';
import {
  CircleAlert,
  CircleCheck,
  CircleDot,
  CircleX,
  Coins,
  Cpu,
  Gavel,
  Hourglass,
  type LucideIcon,
  NotebookPen,
  RotateCcw,
  ShieldCheck,
  ShieldX,
  UserCheck,
  UserRound,
  UserX,
  Wrench,
} from 'lucide-react';
import { oneLine } from './one-line.ts';
import { stepTone } from './step-tone.ts';
import type { StepOf, StoryStep } from './story.ts';

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
      return startedLook(step, input);
    case 'model':
      return modelLook(step);
    case 'tool':
      return { icon: Wrench, title: step.name, note: toolNote(step) };
    case 'gates': {
      const closed = step.gates.filter((gate) => gate.verdict !== 'passed').length;
      return {
        icon: stepTone(step) === 'positive' ? ShieldCheck : ShieldX,
        title: `Checks at ${boundaryNames[step.boundary]}`,
        note: closed === 0 ? `${step.gates.length} passed` : `${closed} of ${step.gates.length} not passed`,
      };
    }
    case 'approval':
      return approvalLook(step);
    case 'refused-money':
      return { icon: Coins, title: 'Ceiling reached', note: 'The next call might have cost too much' };
    case 'error':
      return { icon: CircleAlert, title: 'Went wrong', note: step.error.message };
    case 'member':
      return {
        icon: UserRound,
        title: step.visit > 1 ? `${placeName(step.member)}, visit ${step.visit}` : placeName(step.member),
        note: step.end ?? step.why ?? memberNotes[step.state],
      };
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

/** The last part of a member's place in the run; the router's own question is nobody's. */
export function placeName(member: string): string {
  const name = member.slice(member.lastIndexOf('/') + 1);
  return name === '@router' ? 'Router' : name;
}

const memberNotes = {
  started: 'At work…',
  succeeded: 'Done',
  failed: 'Failed',
  refused: 'Refused',
  skipped: 'Not needed',
} as const satisfies Record<StepOf<'member'>['state'], string>;

export function memberNote(state: StepOf<'member'>['state']): string {
  return memberNotes[state];
}

function startedLook(step: StepOf<'started'>, input: unknown): StepLook {
  switch (step.after) {
    case 'nothing':
      return { icon: CircleDot, title: 'Input', note: oneLine(input) };
    case 'interruption':
      return {
        icon: RotateCcw,
        title: 'Resumed',
        note: `Attempt ${step.attempt}, after an interruption`,
      };
    case 'decided':
      return { icon: RotateCcw, title: 'Goes on', note: 'Somebody decided' };
  }
}

function modelLook(step: StepOf<'model'>): StepLook {
  const note = step.finished?.model ?? (step.interrupted ? 'Broken off' : 'Thinking…');
  switch (step.task) {
    case 'judge':
      return { icon: Gavel, title: 'Model judges a rule', note };
    case 'memory':
      return { icon: NotebookPen, title: 'Model sums up the thread', note };
    default:
      return {
        icon: Cpu,
        title: step.finished?.finish_reason === 'tool_calls' ? 'Model asks for tools' : 'Model writes',
        note,
      };
  }
}

function toolNote({ finished, interrupted }: StepOf<'tool'>): string {
  if (finished === null) return interrupted ? 'Broken off' : 'Working…';
  return { ok: 'Returned', error: 'Returned an error', denied: 'Denied' }[finished.outcome];
}

function approvalLook({ asked }: StepOf<'approval'>): StepLook {
  const title = `Ask before ${asked.subject.name}`;
  const by = asked.decided_by === null ? '' : ` by ${asked.decided_by}`;
  switch (asked.state) {
    case 'pending':
      return { icon: Hourglass, title, note: 'Waits for a person' };
    case 'approved':
      return {
        icon: UserCheck,
        title,
        note: asked.decided_by === null ? 'Went on by itself' : `Approved${by}`,
      };
    case 'edited':
      return { icon: UserCheck, title, note: `Changed and approved${by}` };
    case 'denied':
      return { icon: UserX, title, note: `Denied${by}` };
    case 'expired':
      return { icon: UserX, title, note: 'Nobody decided in time' };
  }
}

/** The beginning of a text as one plain line, Markdown's commonest pairs of marks left out; `6 * 7` keeps its sign. */
function withoutMarks(text: string): string {
  // Cut first: hostile text must not make the search for pairs take long.
  return text.slice(0, 300).replace(/(\*\*|`)(\S(?:.*?\S)?)\1/g, '$2');
}

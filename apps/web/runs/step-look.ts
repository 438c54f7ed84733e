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
import type { PlainKey, Translator } from '../words/translator.ts';
import { oneLine } from './one-line.ts';
import { stepTone } from './step-tone.ts';
import type { StepOf, StoryStep } from './story.ts';

export interface StepLook {
  icon: LucideIcon;
  title: string;
  /** A second line: what it was about, or how it went. */
  note: string;
}

const boundaryNames = {
  input: 'atInput',
  model_call: 'atModelCall',
  tool_call: 'atToolCall',
  tool_result: 'atToolResult',
  output: 'atOutput',
} as const satisfies Record<Boundary, PlainKey<'parts'>>;

const outcomes = {
  succeeded: 'answer',
  failed: 'outcomeFailed',
  refused: 'outcomeRefused',
  cancelled: 'outcomeCancelled',
} as const;

export function boundaryName(boundary: Boundary, say: Translator<'parts'>): string {
  return say(boundaryNames[boundary]);
}

export interface StepWords {
  say: Translator<'run'>;
  sayPart: Translator<'parts'>;
}

/** How a step reads in the timeline. `input` is the run's. */
export function stepLook(step: StoryStep, input: unknown, words: StepWords): StepLook {
  const { say, sayPart } = words;
  switch (step.kind) {
    case 'started':
      return startedLook(step, input, say);
    case 'model':
      return modelLook(step, say);
    case 'tool':
      return { icon: Wrench, title: step.name, note: toolNote(step, say) };
    case 'gates': {
      const closed = step.gates.filter((gate) => gate.verdict !== 'passed').length;
      return {
        icon: stepTone(step) === 'positive' ? ShieldCheck : ShieldX,
        title: say('checksAt', { place: boundaryName(step.boundary, sayPart) }),
        note:
          closed === 0
            ? say('allPassed', { count: step.gates.length })
            : say('notPassed', { closed, count: step.gates.length }),
      };
    }
    case 'approval':
      return approvalLook(step, say);
    case 'refused-money':
      return { icon: Coins, title: say('ceilingReached'), note: say('mightCost') };
    case 'error':
      return { icon: CircleAlert, title: say('wentWrong'), note: step.error.message };
    case 'member':
      return {
        icon: UserRound,
        title:
          step.visit > 1
            ? say('visitOf', { name: placeName(step.member), visit: step.visit })
            : placeName(step.member),
        note: step.end ?? step.why ?? say(memberNotes[step.state]),
      };
    case 'finished': {
      const good = step.outcome.status === 'succeeded';
      return {
        icon: good ? CircleCheck : CircleX,
        title: say(outcomes[step.outcome.status]),
        note:
          step.outcome.error?.message ??
          (good ? withoutMarks(oneLine(step.outcome.output)) : say('noReason')),
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
  started: 'atWork',
  succeeded: 'done',
  failed: 'memberFailed',
  refused: 'memberRefused',
  skipped: 'notNeeded',
} as const satisfies Record<StepOf<'member'>['state'], PlainKey<'run'>>;

export function memberNote(state: StepOf<'member'>['state'], say: Translator<'run'>): string {
  return say(memberNotes[state]);
}

function startedLook(step: StepOf<'started'>, input: unknown, say: Translator<'run'>): StepLook {
  switch (step.after) {
    case 'nothing':
      return { icon: CircleDot, title: say('input'), note: oneLine(input) };
    case 'interruption':
      return {
        icon: RotateCcw,
        title: say('resumed'),
        note: say('attempt', { attempt: step.attempt }),
      };
    case 'decided':
      return { icon: RotateCcw, title: say('goesOn'), note: say('somebodyDecided') };
  }
}

function modelLook(step: StepOf<'model'>, say: Translator<'run'>): StepLook {
  const note = step.finished?.model ?? (step.interrupted ? say('brokenOff') : say('thinking'));
  switch (step.task) {
    case 'judge':
      return { icon: Gavel, title: say('judges'), note };
    case 'memory':
      return { icon: NotebookPen, title: say('sumsUp'), note };
    default:
      return {
        icon: Cpu,
        title: step.finished?.finish_reason === 'tool_calls' ? say('asksTools') : say('modelWrites'),
        note,
      };
  }
}

function toolNote({ finished, interrupted }: StepOf<'tool'>, say: Translator<'run'>): string {
  if (finished === null) return interrupted ? say('brokenOff') : say('working');
  return say(({ ok: 'returned', error: 'returnedError', denied: 'toolDenied' } as const)[finished.outcome]);
}

function approvalLook({ asked }: StepOf<'approval'>, say: Translator<'run'>): StepLook {
  const title = say('askBefore', { name: asked.subject.name });
  const name = asked.decided_by;
  switch (asked.state) {
    case 'pending':
      return { icon: Hourglass, title, note: say('nodeWaiting') };
    case 'approved':
      return {
        icon: UserCheck,
        title,
        note: name === null ? say('wentOnAlone') : say('approvedBy', { name }),
      };
    case 'edited':
      return { icon: UserCheck, title, note: name === null ? say('edited') : say('editedBy', { name }) };
    case 'denied':
      return { icon: UserX, title, note: name === null ? say('denied') : say('deniedBy', { name }) };
    case 'expired':
      return { icon: UserX, title, note: say('expired') };
  }
}

/** The beginning of a text as one plain line, Markdown's commonest pairs of marks left out; `6 * 7` keeps its sign. */
function withoutMarks(text: string): string {
  // Cut first: hostile text must not make the search for pairs take long.
  return text.slice(0, 300).replace(/(\*\*|`)(\S(?:.*?\S)?)\1/g, '$2');
}

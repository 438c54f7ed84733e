import type { RunEvent } from '../trpc/outputs.ts';
import { type Money, moneyAfter, noMoney } from './story-money.ts';

export type DataOf<T extends RunEvent['data']['type']> = Extract<RunEvent['data'], { type: T }>;

/** One invariant, checked once. */
export type Gate = Omit<DataOf<'invariant'>, 'type' | 'at' | 'member'>;

interface StepBase {
  /** The number of the event that opened it; stable, so it can stand in a URL. */
  key: number;
  at: string;
  /** The visit of a member that it belongs to, by that step's key; null for the run's own agent. */
  within: number | null;
}
export type StoryStep =
  | (StepBase & {
      kind: 'started';
      attempt: number;
      /** What made a new attempt necessary; `decided`: the run had waited for people. */
      after: 'nothing' | 'interruption' | 'decided';
    })
  | (StepBase & {
      kind: 'model';
      step: number;
      task: string;
      text: string;
      finished: DataOf<'step.finished'> | null;
      interrupted: boolean;
    })
  | (StepBase & {
      kind: 'tool';
      toolCallId: string;
      name: string;
      /** As the run knew it; undefined in runs from before it was told. */
      effect: DataOf<'tool.call'>['effect'] | undefined;
      arguments: unknown;
      finished: DataOf<'tool.result'> | null;
      interrupted: boolean;
    })
  | (StepBase & { kind: 'gates'; boundary: DataOf<'invariant'>['at']; gates: readonly Gate[] })
  | (StepBase & { kind: 'approval'; asked: DataOf<'approval'>; decidedAt: string | null })
  | (StepBase & { kind: 'refused-money'; refused: DataOf<'reservation'> })
  | (StepBase & { kind: 'error'; error: DataOf<'error'>['error'] })
  | (StepBase & {
      kind: 'member';
      /** Its place in the run, `research/fact-checker`. */
      member: string;
      agent: string;
      specHash: string | null;
      visit: number;
      state: DataOf<'member'>['state'];
      why: string | null;
      /** How it ended, in words; null where there is nothing to say. */
      end: string | null;
      /** When it ended, and the number of the event that said so. */
      endedAt: string | null;
      endedSeq: number | null;
    })
  | (StepBase & { kind: 'finished'; outcome: DataOf<'run.finished'> });

export type StepOf<K extends StoryStep['kind']> = Extract<StoryStep, { kind: K }>;

/** What has been told so far. `lastSeq` is the number of the last event taken in; 0 before the first. */
export interface Story {
  steps: readonly StoryStep[];
  money: Money;
  /** The newest visit of each member, by its place in the run. */
  visits: ReadonlyMap<string, number>;
  lastSeq: number;
}

export const emptyStory: Story = { steps: [], money: noMoney, visits: new Map(), lastSeq: 0 };

/** What the platform asks a model beside an agent's own conversation: no answer of the agent's comes of it. */
const asides: ReadonlySet<string> = new Set(['judge', 'memory']);

export function isAside(step: StepOf<'model'>): boolean {
  return asides.has(step.task);
}

/**
 * The story with one more event. An event that was told already (a stream that resumed) changes nothing, nor does one
 * of a type that this page does not know yet.
 */
export function tell(story: Story, event: RunEvent): Story {
  if (event.seq <= story.lastSeq) return story;
  const placed = withPlace(story, event);
  return {
    ...placed,
    steps: stepsAfter(placed, event),
    money: moneyAfter(story.money, event.data),
    lastSeq: event.seq,
  };
}

/** A member is known from its first event on, even if that is not the one that says that it began. */
function withPlace(story: Story, { seq, at, data }: RunEvent): Story {
  const member = memberOf(data);
  if (member === undefined) return story;
  const begins = data.type === 'member' && (data.state === 'started' || data.state === 'skipped');
  if (!begins && story.visits.has(member)) return story;
  const known = data.type === 'member' ? data : null;
  const within = parentVisit(story, member);
  return {
    ...story,
    visits: new Map(story.visits).set(member, seq),
    steps: [
      ...story.steps,
      {
        kind: 'member',
        key: seq,
        at,
        within,
        member,
        agent: known?.agent ?? member.slice(member.lastIndexOf('/') + 1),
        specHash: known?.spec_hash ?? null,
        visit: known?.visit ?? 1,
        state: known?.state ?? 'started',
        why: known?.note ?? null,
        end: null,
        endedAt: null,
        endedSeq: null,
      },
    ],
  };
}

function memberOf(data: RunEvent['data']): string | undefined {
  return 'member' in data ? data.member : undefined;
}

function parentVisit({ visits }: Story, member: string): number | null {
  for (let cut = member.lastIndexOf('/'); cut > 0; cut = member.lastIndexOf('/', cut - 1)) {
    const visit = visits.get(member.slice(0, cut));
    if (visit !== undefined) return visit;
  }
  return null;
}

function stepsAfter({ steps, visits }: Story, { seq, at, data }: RunEvent): readonly StoryStep[] {
  const member = memberOf(data);
  const base = { key: seq, at, within: member === undefined ? null : (visits.get(member) ?? null) };
  switch (data.type) {
    case 'run.started': {
      const waited = steps.some((step) => step.kind === 'approval' && step.asked.state === 'pending');
      const after = data.attempt === 1 ? 'nothing' : waited ? 'decided' : 'interruption';
      return [...steps.map(interrupt), { ...base, kind: 'started', attempt: data.attempt, after }];
    }
    case 'step.started':
      return [
        ...steps,
        {
          ...base,
          kind: 'model',
          step: data.step,
          task: data.task,
          text: '',
          finished: null,
          interrupted: false,
        },
      ];
    case 'token':
      // An answer that its rules had to let pass first comes after its model call, and what judged it, have finished.
      return replaceLast(steps, isAnswer(base.within, data.step), (step) => ({
        ...step,
        text: step.text + data.text,
      }));
    case 'step.finished':
      return replaceLast(steps, isOpenModel(base.within, data.step), (step) => ({ ...step, finished: data }));
    case 'tool.call':
      return toolCalled(steps, base, data);
    case 'tool.result':
      return replaceLast(steps, isOpenTool(base.within, data.tool_call_id), (step) => ({
        ...step,
        finished: data,
      }));
    case 'invariant': {
      const { type: _, at: boundary, member: __, ...gate } = data;
      const last = steps.at(-1);
      if (last?.kind === 'gates' && last.boundary === boundary && last.within === base.within) {
        return [...steps.slice(0, -1), { ...last, gates: [...last.gates, gate] }];
      }
      return [...steps, { ...base, kind: 'gates', boundary, gates: [gate] }];
    }
    case 'reservation':
      return data.action === 'refused'
        ? [...steps, { ...base, kind: 'refused-money', refused: data }]
        : steps;
    case 'approval': {
      const decidedAt = data.state === 'pending' ? null : (data.decided_at ?? at);
      const known = steps.some(isApproval(data.approval_id));
      return known
        ? replaceLast(steps, isApproval(data.approval_id), (step) => ({ ...step, asked: data, decidedAt }))
        : [...steps, { ...base, kind: 'approval', asked: data, decidedAt }];
    }
    case 'error':
      return [...steps, { ...base, kind: 'error', error: data.error }];
    case 'member':
      if (data.state === 'started' || data.state === 'skipped') return steps;
      return replaceLast(steps, isVisit(data.member, data.visit), (step) => ({
        ...step,
        state: data.state,
        end: data.note,
        endedAt: at,
        endedSeq: seq,
      }));
    case 'run.finished':
      return [...steps.map(interrupt), { ...base, kind: 'finished', outcome: data }];
    default:
      return steps;
  }
}

/** A call that an earlier attempt had begun is told of again by the attempt that goes on with it. */
function toolCalled(
  steps: readonly StoryStep[],
  base: StepBase,
  data: DataOf<'tool.call'>,
): readonly StoryStep[] {
  const begun = isOpenTool(base.within, data.tool_call_id);
  const { tool_call_id: toolCallId, name } = data;
  if (steps.some((step) => begun(step) && step.interrupted)) {
    return replaceLast(steps, begun, (step) => ({ ...step, interrupted: false }));
  }
  return [
    ...steps,
    {
      ...base,
      kind: 'tool',
      toolCallId,
      name,
      effect: data.effect,
      arguments: data.arguments,
      finished: null,
      interrupted: false,
    },
  ];
}

/** What was under way when an attempt ended has ended with it. */
function interrupt(step: StoryStep): StoryStep {
  if (step.kind !== 'model' && step.kind !== 'tool') return step;
  return step.finished === null && !step.interrupted ? { ...step, interrupted: true } : step;
}

function isAnswer(within: number | null, number: number) {
  return (step: StoryStep): step is StepOf<'model'> =>
    step.kind === 'model' && step.step === number && step.within === within && !isAside(step);
}

function isOpenModel(within: number | null, number: number) {
  return (step: StoryStep): step is StepOf<'model'> =>
    step.kind === 'model' && step.step === number && step.within === within && step.finished === null;
}

function isOpenTool(within: number | null, toolCallId: string) {
  return (step: StoryStep): step is StepOf<'tool'> =>
    step.kind === 'tool' &&
    step.toolCallId === toolCallId &&
    step.within === within &&
    step.finished === null;
}

function isApproval(id: string) {
  return (step: StoryStep): step is StepOf<'approval'> =>
    step.kind === 'approval' && step.asked.approval_id === id;
}

function isVisit(member: string, visit: number) {
  return (step: StoryStep): step is StepOf<'member'> =>
    step.kind === 'member' && step.member === member && step.visit === visit;
}

function replaceLast<S extends StoryStep>(
  steps: readonly StoryStep[],
  matches: (step: StoryStep) => step is S,
  change: (step: S) => StoryStep,
): readonly StoryStep[] {
  const index = steps.findLastIndex(matches);
  const step = steps[index];
  return step !== undefined && matches(step) ? steps.with(index, change(step)) : steps;
}

/** Questions to people that nobody has answered yet; a run that has ended asks nothing any more. */
export function openQuestions({ steps }: Story): readonly StepOf<'approval'>[] {
  if (steps.at(-1)?.kind === 'finished') return [];
  return steps.filter((step) => step.kind === 'approval').filter(({ asked }) => asked.state === 'pending');
}

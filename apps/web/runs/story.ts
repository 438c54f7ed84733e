import type { RunEvent } from '../trpc/outputs.ts';

type DataOf<T extends RunEvent['data']['type']> = Extract<RunEvent['data'], { type: T }>;

/** One invariant, checked once. */
export type Gate = Omit<DataOf<'invariant'>, 'type' | 'at'>;

interface StepBase {
  /** The number of the event that opened it; stable, so it can stand in a URL. */
  key: number;
  at: string;
}
export type StoryStep =
  | (StepBase & { kind: 'started'; attempt: number })
  | (StepBase & {
      kind: 'model';
      step: number;
      task: string;
      text: string;
      finished: DataOf<'step.finished'> | null;
    })
  | (StepBase & {
      kind: 'tool';
      toolCallId: string;
      name: string;
      arguments: unknown;
      finished: DataOf<'tool.result'> | null;
    })
  | (StepBase & { kind: 'gates'; boundary: DataOf<'invariant'>['at']; gates: readonly Gate[] })
  | (StepBase & { kind: 'finished'; outcome: DataOf<'run.finished'> });

/** What has been told so far. `lastSeq` is the number of the last event taken in; 0 before the first. */
export interface Story {
  steps: readonly StoryStep[];
  lastSeq: number;
}

export const emptyStory: Story = { steps: [], lastSeq: 0 };

/** The story with one more event. An event that was told already (a stream that resumed) changes nothing. */
export function tell(story: Story, event: RunEvent): Story {
  if (event.seq <= story.lastSeq) return story;
  return { steps: stepsAfter(story.steps, event), lastSeq: event.seq };
}

function stepsAfter(steps: readonly StoryStep[], { seq, at, data }: RunEvent): readonly StoryStep[] {
  switch (data.type) {
    case 'run.started':
      return [...steps, { kind: 'started', key: seq, at, attempt: data.attempt }];
    case 'step.started':
      return [
        ...steps,
        { kind: 'model', key: seq, at, step: data.step, task: data.task, text: '', finished: null },
      ];
    case 'token':
      // An answer that its rules had to let pass first comes after its model call has finished.
      return replaceLast(steps, isModel(data.step), (step) => ({ ...step, text: step.text + data.text }));
    case 'step.finished':
      return replaceLast(steps, isOpenModel(data.step), (step) => ({ ...step, finished: data }));
    case 'tool.call':
      return [
        ...steps,
        {
          kind: 'tool',
          key: seq,
          at,
          toolCallId: data.tool_call_id,
          name: data.name,
          arguments: data.arguments,
          finished: null,
        },
      ];
    case 'tool.result':
      return replaceLast(steps, isOpenTool(data.tool_call_id), (step) => ({ ...step, finished: data }));
    case 'invariant': {
      const { type: _, at: boundary, ...gate } = data;
      const last = steps.at(-1);
      if (last?.kind === 'gates' && last.boundary === boundary) {
        return [...steps.slice(0, -1), { ...last, gates: [...last.gates, gate] }];
      }
      return [...steps, { kind: 'gates', key: seq, at, boundary, gates: [gate] }];
    }
    case 'reservation':
    case 'approval':
    case 'error':
    case 'member':
      return steps;
    case 'run.finished':
      return [...steps, { kind: 'finished', key: seq, at, outcome: data }];
  }
}

type ModelStep = Extract<StoryStep, { kind: 'model' }>;
type ToolStep = Extract<StoryStep, { kind: 'tool' }>;

function isModel(number: number) {
  return (step: StoryStep): step is ModelStep => step.kind === 'model' && step.step === number;
}

function isOpenModel(number: number) {
  return (step: StoryStep): step is ModelStep =>
    step.kind === 'model' && step.step === number && step.finished === null;
}

function isOpenTool(toolCallId: string) {
  return (step: StoryStep): step is ToolStep =>
    step.kind === 'tool' && step.toolCallId === toolCallId && step.finished === null;
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

/** Whether nothing went wrong in a step, as far as is known yet. */
export function stepTone(step: StoryStep): 'neutral' | 'positive' | 'warning' | 'danger' | 'live' {
  switch (step.kind) {
    case 'started':
      return step.attempt > 1 ? 'warning' : 'neutral';
    case 'model':
      return step.finished === null ? 'live' : 'neutral';
    case 'tool':
      if (step.finished === null) return 'live';
      return step.finished.outcome === 'ok' ? 'neutral' : 'danger';
    case 'gates': {
      const closed = step.gates.filter((gate) => gate.verdict !== 'passed');
      if (closed.length === 0) return 'positive';
      return closed.every((gate) => gate.action === 'warn' || gate.action === 'redact')
        ? 'warning'
        : 'danger';
    }
    case 'finished':
      return { succeeded: 'positive', failed: 'danger', refused: 'warning', cancelled: 'neutral' }[
        step.outcome.status
      ] as 'positive' | 'danger' | 'warning' | 'neutral';
  }
}

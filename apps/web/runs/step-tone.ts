import type { StoryStep } from './story.ts';

export type StepTone = 'neutral' | 'positive' | 'warning' | 'danger' | 'live' | 'waiting';

/** Whether nothing went wrong in a step, as far as is known yet. */
export function stepTone(step: StoryStep): StepTone {
  switch (step.kind) {
    case 'started':
      return step.after === 'interruption' ? 'warning' : 'neutral';
    case 'model':
      if (step.finished !== null) return 'neutral';
      return step.interrupted ? 'warning' : 'live';
    case 'tool':
      if (step.finished === null) return step.interrupted ? 'warning' : 'live';
      return step.finished.outcome === 'ok' ? 'neutral' : 'danger';
    case 'gates': {
      const closed = step.gates.filter((gate) => gate.verdict !== 'passed');
      if (closed.length === 0) return 'positive';
      return closed.every((gate) => gate.action === 'warn' || gate.action === 'redact')
        ? 'warning'
        : 'danger';
    }
    case 'approval':
      return approvalTones[step.asked.state];
    case 'refused-money':
      return 'warning';
    case 'error':
      return 'danger';
    case 'member':
      return memberTones[step.state];
    case 'finished':
      return outcomeTones[step.outcome.status];
  }
}

const approvalTones = {
  pending: 'waiting',
  approved: 'positive',
  edited: 'positive',
  denied: 'danger',
  expired: 'warning',
} as const;

const memberTones = {
  started: 'live',
  succeeded: 'positive',
  failed: 'danger',
  refused: 'warning',
  skipped: 'neutral',
} as const;

const outcomeTones = {
  succeeded: 'positive',
  failed: 'danger',
  refused: 'warning',
  cancelled: 'neutral',
} as const;

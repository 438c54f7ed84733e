import type { Status } from '@agent-factory/ui';
import type { RunEvent } from '../trpc/outputs.ts';

/** Who looks into an idea, by the names of the agents that ship with the checker, and for how long nothing was heard. */
export const researchers = [
  { member: 'idea-market', label: 'Market', looksFor: 'who has the problem, and how many they are' },
  { member: 'idea-competitors', label: 'Competitors', looksFor: 'who does it already, and what is new' },
  { member: 'idea-feasibility', label: 'Feasibility', looksFor: 'how hard it is to build' },
  { member: 'idea-revenue', label: 'Revenue', looksFor: 'what it can bring in a month' },
] as const;

export interface ResearcherState {
  status: Status;
  /** Calls of tools so far. */
  searches: number;
}

export type ResearchState = Readonly<Record<string, ResearcherState>>;

/** What an event of the run changes of it. */
export function follow(state: ResearchState, { data }: RunEvent): ResearchState {
  if (!('member' in data) || data.member === undefined) return state;
  const before = state[data.member] ?? { status: 'queued', searches: 0 };
  switch (data.type) {
    case 'member':
      return { ...state, [data.member]: { ...before, status: statusOf(data.state) } };
    case 'tool.call':
      return { ...state, [data.member]: { ...before, searches: before.searches + 1 } };
    default:
      return state;
  }
}

function statusOf(state: 'started' | 'succeeded' | 'failed' | 'refused' | 'skipped'): Status {
  if (state === 'started') return 'running';
  return state === 'skipped' ? 'cancelled' : state;
}

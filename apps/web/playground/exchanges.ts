import type { RunId } from '@agent-factory/contracts';
import type { Choice, ExchangeRuns, PlaygroundAddress, Side } from './address.ts';

export type RunInput = Readonly<Record<string, unknown>>;

/** How far a column is with an input: on its way, a run, or refused before there was one. */
export type Told =
  | { state: 'starting' }
  | { state: 'started'; runId: RunId }
  | { state: 'refused'; message: string };

/** One input and what each column made of it; null in a column that was not asked. */
export interface Exchange extends Readonly<Record<Side, Told | null>> {
  key: number;
  /** Null where only its runs know it, in what a link brought. */
  input: RunInput | null;
}

/** An input that waits for the answers before it. */
export interface Waiting {
  key: number;
  input: RunInput;
}

export interface PlaygroundState extends Omit<PlaygroundAddress, 'exchanges'> {
  exchanges: readonly Exchange[];
  waiting: readonly Waiting[];
  /** Whether they wait for a decision, because the input before them was refused. */
  held: boolean;
  /** Runs that have ended. */
  ended: ReadonlySet<RunId>;
  nextKey: number;
}

export type PlaygroundAction =
  | { type: 'queue'; inputs: readonly RunInput[] }
  | { type: 'unqueue'; key: number | 'all' }
  /** The first of those that wait is given to the columns that are open. */
  | { type: 'begin'; key: number }
  | { type: 'told'; key: number; side: Side; told: Told }
  | { type: 'ended'; runId: RunId }
  | { type: 'choose'; side: Side; choice: Choice }
  | { type: 'compare'; choice: Choice | null }
  | { type: 'swap' }
  | { type: 'alone'; alone: boolean }
  | { type: 'trace'; runId: RunId | null }
  | { type: 'show'; shown: PlaygroundAddress['shown'] }
  | { type: 'clear' };

export function stateAt(address: PlaygroundAddress): PlaygroundState {
  const { exchanges, ...rest } = address;
  return {
    ...rest,
    exchanges: exchanges.map(({ left, right }, key) => ({
      key,
      input: null,
      left: left === null ? null : { state: 'started', runId: left },
      right: right === null ? null : { state: 'started', runId: right },
    })),
    waiting: [],
    held: false,
    ended: new Set(),
    nextKey: exchanges.length,
  };
}

export function addressOf({
  left,
  right,
  exchanges,
  trace,
  alone,
  shown,
}: PlaygroundState): PlaygroundAddress {
  return { left, right, exchanges: exchanges.map(runsOf), trace, alone, shown };
}

export function runsOf({ left, right }: Exchange): ExchangeRuns {
  return { left: runOf(left), right: runOf(right) };
}

export function runOf(told: Told | null): RunId | null {
  return told?.state === 'started' ? told.runId : null;
}

export function playgroundAfter(state: PlaygroundState, action: PlaygroundAction): PlaygroundState {
  switch (action.type) {
    case 'queue':
      return {
        ...state,
        waiting: [
          ...state.waiting,
          ...action.inputs.map((input, index) => ({ key: state.nextKey + index, input })),
        ],
        nextKey: state.nextKey + action.inputs.length,
        // Whoever sends again has seen the refusal.
        held: false,
      };
    case 'unqueue':
      return {
        ...state,
        waiting: action.key === 'all' ? [] : state.waiting.filter(({ key }) => key !== action.key),
      };
    case 'begin': {
      const begun = state.waiting.find(({ key }) => key === action.key);
      if (begun === undefined) return state;
      const starting = { state: 'starting' } as const;
      return {
        ...state,
        waiting: state.waiting.filter((one) => one !== begun),
        exchanges: [
          ...state.exchanges,
          { ...begun, left: starting, right: state.right === null ? null : starting },
        ],
        // The newest answer is what one looks at next.
        trace: null,
      };
    }
    case 'told':
      return {
        ...state,
        held: heldAfter(state, action.told),
        exchanges: state.exchanges.map((exchange) =>
          exchange.key === action.key ? { ...exchange, [action.side]: action.told } : exchange,
        ),
      };
    case 'ended':
      return state.ended.has(action.runId)
        ? state
        : { ...state, ended: new Set(state.ended).add(action.runId) };
    case 'choose':
      return { ...state, [action.side]: action.choice };
    case 'compare':
      return {
        ...state,
        right: action.choice,
        shown: action.choice === null && state.shown === 'right' ? 'left' : state.shown,
      };
    case 'swap':
      return state.right === null
        ? state
        : {
            ...state,
            left: state.right,
            right: state.left,
            exchanges: state.exchanges.map((exchange) => ({
              ...exchange,
              left: exchange.right,
              right: exchange.left,
            })),
          };
    case 'alone':
      return { ...state, alone: action.alone };
    case 'trace':
      return {
        ...state,
        trace: action.runId,
        // Behind a trace one finds the column that it is of.
        shown: action.runId !== null ? 'trace' : state.shown === 'trace' ? tracedSide(state) : state.shown,
      };
    case 'show':
      return { ...state, shown: action.shown };
    case 'clear':
      return { ...state, exchanges: [], waiting: [], held: false, trace: null, shown: 'left' };
  }
}

/** The column of the run whose trace is open. */
export function tracedSide({ exchanges, trace }: PlaygroundState): Side {
  return trace !== null && exchanges.some(({ right }) => runOf(right) === trace) ? 'right' : 'left';
}

/** Runs that are still at work, as far as it is known. */
export function activeRuns({ exchanges, ended }: PlaygroundState): RunId[] {
  return exchanges
    .flatMap(({ left, right }) => [runOf(left), runOf(right)])
    .filter((runId): runId is RunId => runId !== null && !ended.has(runId));
}

/** What may begin now: the first that waits, once all before it is answered and nothing holds it back. */
export function nextToBegin(state: PlaygroundState): Waiting | null {
  const [first] = state.waiting;
  return first === undefined || isBusy(state) || state.held ? null : first;
}

export function isBusy(state: PlaygroundState): boolean {
  const starting = state.exchanges.some(
    ({ left, right }) => left?.state === 'starting' || right?.state === 'starting',
  );
  return starting || activeRuns(state).length > 0;
}

/** A refusal holds back what waits behind it, until it is tried again. */
function heldAfter({ held, waiting }: PlaygroundState, told: Told): boolean {
  if (told.state === 'refused') return waiting.length > 0;
  return told.state === 'starting' ? false : held;
}

/** The run whose thread a column goes on with; null where it begins one. */
export function lastRunOf({ exchanges }: PlaygroundState, side: Side): RunId | null {
  return runOf(exchanges.findLast((exchange) => exchange[side]?.state === 'started')?.[side] ?? null);
}

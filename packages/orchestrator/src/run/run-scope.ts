import type { RunEventData } from '@agent-factory/contracts';
import type { Spec } from '@agent-factory/spec';
import type { Compiled } from '../compile/compiled.ts';
import type { RunPorts } from '../ports/run-ports.ts';

/** What the run and all its members share for one attempt. */
export interface RunScope {
  ports: RunPorts;
  runId: string;
  threadId: string;
  /** Whether an earlier attempt of this run may have left something. */
  resume: boolean;
  /** Given in, since a graph's nodes run members, which are compiled to graphs. */
  compile(spec: Spec, specHash: string): Compiled;
  /** Records events one after another, however many members have something to say at once. */
  emit(event: RunEventData): Promise<void>;
  /** Resolves when money that was set aside is next given back, by whichever member. */
  moneyBack(): Promise<void>;
  /** Says that it was. */
  tellMoneyBack(): void;
  /** Does one piece of work after another: rules over calls are held against the trace before the next call joins it. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

export function openScope(
  options: Omit<RunScope, 'emit' | 'inTurn' | 'moneyBack' | 'tellMoneyBack'>,
): RunScope {
  const record = oneByOne();
  let back = Promise.withResolvers<void>();
  return {
    ...options,
    moneyBack: () => back.promise,
    tellMoneyBack() {
      back.resolve();
      back = Promise.withResolvers<void>();
    },
    emit: (event) => record(() => options.ports.emit(event)),
    inTurn: oneByOne(),
  };
}

/** Does what it is given in order, each after the last has ended, well or not. */
function oneByOne() {
  let tail: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const done = tail.then(work);
    tail = done.catch(() => {});
    return done;
  };
}

import type { RunEventData } from '@agent-factory/contracts';
import type { RunPorts } from '../ports/run-ports.ts';

/** What the run and all its members share for one attempt. */
export interface RunScope {
  ports: RunPorts;
  runId: string;
  threadId: string;
  /** Whether an earlier attempt of this run may have left something. */
  resume: boolean;
  /** Records events one after another, however many members have something to say at once. */
  emit(event: RunEventData): Promise<void>;
}

export function openScope(options: Omit<RunScope, 'emit'>): RunScope {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    ...options,
    emit(event) {
      const recorded = tail.then(() => options.ports.emit(event));
      tail = recorded.catch(() => {});
      return recorded;
    },
  };
}

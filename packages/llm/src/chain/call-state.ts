import type { Attempt, AttemptReader } from '../attempt/attempt.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { AttemptRecord, CallOptions, ModelTask } from '../model-port.ts';
import type { CallWatch } from '../telemetry/call-observer.ts';

/** What the attempts of one call share. */
export interface CallState {
  readonly options: CallOptions & { streamed: boolean };
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
  readonly reader: AttemptReader;
  readonly watch: CallWatch | null;
  readonly records: AttemptRecord[];
  /** Attempts under way; two while a call is hedged. */
  readonly live: Set<Attempt>;
  /** Keys that the vendor refused in this call. */
  readonly refusedKeys: Set<VendorKey>;
  task: ModelTask;
  wantsRaw: boolean;
  spentNanoUsd: number;
  cancelled: boolean;
  paused: boolean;
}

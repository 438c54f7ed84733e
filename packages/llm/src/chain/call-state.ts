import type { Attempt, AttemptReader } from '../attempt/attempt.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { AttemptRecord, DispatchOptions, ModelRequest, ModelTask } from '../model-port.ts';
import type { CallWatch } from '../telemetry/call-observer.ts';
import type { ChainDeps } from './chain-deps.ts';

/** What the attempts of one call share. */
export interface CallState {
  readonly options: DispatchOptions;
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

/** The state of a call that begins now; its observer hears of it. */
export function openState(
  { observer, timeouts }: ChainDeps,
  request: ModelRequest,
  reader: AttemptReader,
  options: DispatchOptions,
  wantsRaw: boolean,
): CallState {
  const { account = null, totalMs = timeouts.totalMs, streamed, cache } = options;
  const start = { request, account, startedAt: Date.now(), streamed, cache: cache === true };
  return {
    options,
    deadlineAt: performance.now() + totalMs,
    reader,
    watch: observer?.started(start) ?? null,
    records: [],
    live: new Set(),
    refusedKeys: new Set(),
    task: request.task === 'auto' ? 'simple_query' : request.task,
    wantsRaw,
    spentNanoUsd: 0,
    cancelled: options.signal?.aborted === true,
    paused: false,
  };
}

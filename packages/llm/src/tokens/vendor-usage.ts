import type { CallTokens } from '../model-port.ts';

/**
 * What the vendor counted. `input` is everything that was read, cached or not; `output` everything that was
 * written, thinking included, whatever way the vendor itself adds up.
 */
export interface VendorUsage extends CallTokens {
  /** The part of `cacheWrite` that is kept for an hour and not for minutes; 0 if left out. */
  cacheWriteHour?: number;
  /** Web searches that it made and bills by the piece. */
  searches: number;
  /** What the vendor says that it charged, in nano-USD; goes before any price of ours. */
  billedNanoUsd: number | null;
}

/** How quickly a dead worker is noticed, and how often a run may be taken up again. */
export interface RunTimings {
  /** Between two signs of life of a run at work. */
  heartbeatMs: number;
  /** How often a run at work looks for a request to stop, where no announcement of it comes; 0: with its signs of life. */
  cancelLookMs: number;
  /** Without a sign of life for this long, a run may be taken over; several heartbeats. */
  deadAfterMs: number;
  /** How often workers may take a run up before it fails for good. */
  maxAttempts: number;
  /** How long events may wait for others, so that one statement writes them all. */
  coalesceMs: number;
}

export const defaultRunTimings: RunTimings = {
  heartbeatMs: 1_500,
  cancelLookMs: 400,
  deadAfterMs: 6_000,
  maxAttempts: 5,
  coalesceMs: 25,
};

/** How long a call may take, in milliseconds. */
export interface Timeouts {
  /** Until the TCP and TLS connection stands. */
  connectMs: number;
  /** From sending the request to the first sign of an answer. */
  firstTokenMs: number;
  /** Between two signs of life of one answer. */
  stallMs: number;
  /** For the whole call, all models of the chain together. */
  totalMs: number;
}

export const defaultTimeouts: Timeouts = {
  connectMs: 5_000,
  firstTokenMs: 60_000,
  stallMs: 60_000,
  totalMs: 600_000,
};

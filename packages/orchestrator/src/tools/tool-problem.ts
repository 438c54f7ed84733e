/** A call that did not work, in words for the model; never with a secret or a stack in it. */
export class ToolProblem extends Error {
  /** Whether the same call may work a moment later. */
  readonly isRetryable: boolean;
  /** What the other side asked to wait; null where it did not say. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    options: { isRetryable?: boolean; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ToolProblem';
    this.isRetryable = options.isRetryable ?? false;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

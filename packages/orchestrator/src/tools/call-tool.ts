import { setTimeout as delay } from 'node:timers/promises';
import { AppError, isAppError } from '@agent-factory/contracts';
import {
  compileJsonSchema,
  type JsonSchema,
  type JsonValue,
  type SchemaViolation,
} from '@agent-factory/spec';
import type { ToolCallOptions, ToolResult } from '../ports/tool-port.ts';
import { cutToBytes } from './cut-to-bytes.ts';
import type { Scrubber } from './scrubber.ts';
import { problem, type Tool, type ToolEnvironment } from './tool.ts';
import { ToolProblem } from './tool-problem.ts';

const defaultTimeoutSeconds = 20;
const defaultMaxOutputBytes = 64_000;
/** Longer waits are the model's to decide on. */
const maxRetryAfterMs = 5_000;
const defaultRetryAfterMs = 250;
/** Ends of a connection that say nothing about the request: the next one mostly works. */
const brokenConnection = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

export type Input = Readonly<Record<string, JsonValue>>;

/**
 * One call of one tool within the limits that hold for all: arguments that fit, a time, a size, no secret in what comes
 * out; a tool that only reads is asked once more where the fault was a passing one. Throws what is no answer of a tool:
 * the caller's abort, and bugs.
 */
export async function callTool(
  tool: Tool,
  input: Input,
  environment: ToolEnvironment,
  { signal, scrubber }: Pick<ToolCallOptions, 'signal'> & { scrubber: Scrubber },
): Promise<ToolResult> {
  signal.throwIfAborted();
  const violations = violationsOf(tool.input, input);
  if (violations !== null) {
    return problem(`The arguments of "${tool.name}" do not fit its schema. ${violations}`);
  }
  const seconds = tool.timeoutSeconds ?? defaultTimeoutSeconds;
  // By hand, since what `AbortSignal.timeout` and `any` make stays in memory until the time is up: 2 kB a call.
  const limit = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    limit.abort();
  }, seconds * 1000);
  const stop = () => limit.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const result = await unless(limit.signal, attempt(tool, input, environment, limit.signal));
    return within(tool, { ...result, value: scrubber.value(result.value) });
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    if (timedOut) {
      return problem(`"${tool.name}" did not answer within ${seconds} seconds.${doubt(tool, true)}`);
    }
    if (thrown instanceof ToolProblem || isAppError(thrown)) {
      return problem(`${scrubber.text(thrown.message)}${doubt(tool, isCut(thrown))}`);
    }
    throw thrown;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

async function attempt(
  tool: Tool,
  input: Input,
  environment: ToolEnvironment,
  signal: AbortSignal,
): Promise<ToolResult> {
  try {
    return await tool.run(input, environment, signal);
  } catch (error) {
    const waitMs = tool.effect === 'read' ? retryAfterMs(error) : null;
    if (waitMs === null || waitMs > maxRetryAfterMs) throw error;
    await delay(waitMs, undefined, { signal });
    return await tool.run(input, environment, signal);
  }
}

/** Whether the exchange broke off after the request may have arrived. */
function isCut(error: unknown): boolean {
  if (!isAppError(error)) return false;
  return error.code === 'timed_out' || error.code === 'payload_too_large' || isBrokenConnection(error);
}

function doubt(tool: Tool, cut: boolean): string {
  if (tool.effect === 'read' || !cut) return '';
  return ' What was asked for may have happened all the same: look before you ask again.';
}

function isBrokenConnection({ code, cause }: AppError): boolean {
  if (code !== 'unavailable' || !(cause instanceof Error) || !('code' in cause)) return false;
  return brokenConnection.has(String(cause.code));
}

/** When the same call may be made again; null if that would not help. */
function retryAfterMs(error: unknown): number | null {
  if (error instanceof ToolProblem) {
    return error.isRetryable ? (error.retryAfterMs ?? defaultRetryAfterMs) : null;
  }
  return isAppError(error) && isBrokenConnection(error) ? 0 : null;
}

/** A tool that does not look at its signal must not hold up the run; what it still does is nobody's concern. */
function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function within(tool: Tool, result: ToolResult): ToolResult {
  const maxBytes = tool.maxOutputBytes ?? defaultMaxOutputBytes;
  if (tool.overflow !== 'error') return { ...result, value: cutToBytes(result.value, maxBytes) };
  const bytes = Buffer.byteLength(JSON.stringify(result.value));
  if (bytes <= maxBytes) return result;
  return problem(`The result of "${tool.name}" has ${bytes} bytes; ${maxBytes} are allowed. Ask for less.`);
}

const validators = new WeakMap<JsonSchema, (value: unknown) => SchemaViolation[]>();

function violationsOf(schema: JsonSchema, input: Input): string | null {
  let validate = validators.get(schema);
  if (validate === undefined) {
    validate = compileJsonSchema(schema);
    validators.set(schema, validate);
  }
  const violations = validate(input);
  if (violations.length === 0) return null;
  return violations
    .slice(0, 5)
    .map(({ pointer, message }) => `${pointer || '/'}: ${message}`)
    .join('; ');
}

/** For tools that are called with arguments from outside: a model's JSON, parsed. */
export function jsonInput(input: Readonly<Record<string, unknown>>): Input {
  return input as Input;
}

export function unknownTool(name: string): AppError {
  return new AppError('not_found', `There is no tool "${name}".`);
}

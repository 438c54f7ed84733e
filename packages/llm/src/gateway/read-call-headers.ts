import type { IncomingHttpHeaders } from 'node:http';
import { usdToNanoUsd } from '@agent-factory/contracts';
import type { CallOptions } from '../model-port.ts';
import { FieldError } from './field-error.ts';

/** What a caller may ask for besides OpenAI's parameters; headers, since no client of theirs minds those. */
export interface CallHeaders {
  /** `x-agent-factory-max-cost-usd`; null for no ceiling. */
  maxCostNanoUsd: number | null;
  /** `x-agent-factory-cache: on`: answer from the team's cache, and fill it. */
  options: Pick<CallOptions, 'cache'>;
  /** `x-thread-id`, for agents. */
  threadId: string | null;
  /** `idempotency-key`, for agents. */
  idempotencyKey: string | null;
}

const none: CallHeaders = { maxCostNanoUsd: null, options: {}, threadId: null, idempotencyKey: null };

/** Throws FieldError for a value that cannot be meant. */
export function readCallHeaders(headers: IncomingHttpHeaders): CallHeaders {
  const ceiling = headers['x-agent-factory-max-cost-usd'];
  const cache = headers['x-agent-factory-cache'];
  const threadId = headers['x-thread-id'];
  const idempotencyKey = headers['idempotency-key'];
  if (
    ceiling === undefined &&
    cache === undefined &&
    threadId === undefined &&
    idempotencyKey === undefined
  ) {
    return none;
  }
  return {
    maxCostNanoUsd: ceiling === undefined ? null : readCeiling(ceiling),
    options: cache === undefined ? {} : { cache: readSwitch(cache) },
    threadId: threadId === undefined ? null : String(threadId),
    idempotencyKey: idempotencyKey === undefined ? null : String(idempotencyKey),
  };
}

function readCeiling(value: string | string[]): number {
  const usd = Number(value);
  if (String(value).trim() !== '' && Number.isFinite(usd) && usd >= 0) return usdToNanoUsd(usd);
  throw new FieldError(
    'x-agent-factory-max-cost-usd',
    'The header must be an amount in US dollars, such as 0.01.',
  );
}

function readSwitch(value: string | string[]): boolean {
  if (value === 'on' || value === 'off') return value === 'on';
  throw new FieldError('x-agent-factory-cache', 'The header must be on or off.');
}

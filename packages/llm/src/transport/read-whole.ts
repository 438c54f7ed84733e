import type { IncomingHttpHeaders } from 'node:http';
import { ProviderError } from '../provider-error.ts';
import { Exchange, type ExchangeRequest } from './exchange.ts';
import { frameTooLong } from './framer.ts';
import type { Origin, Pools } from './open-pools.ts';

export interface WholeAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Embeddings of many texts are long. */
const longestBody = 64 * 1024 * 1024;

/** One exchange whose answer is read whole. Rejects with ProviderError, or with the signal's reason. */
export async function readWhole(
  pools: Pools,
  origin: Origin,
  request: ExchangeRequest,
  limits: { timeoutMs: number; signal?: AbortSignal },
): Promise<WholeAnswer> {
  const { timeoutMs, signal } = limits;
  signal?.throwIfAborted();
  const pool = pools.get(origin) ?? (await pools.open(origin));
  return await new Promise<WholeAnswer>((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    const stop = (reason: unknown) => {
      exchange.abort();
      settle(() => reject(reason));
    };
    const onAbort = () => stop(signal?.reason);
    const clock = setTimeout(
      () => stop(new ProviderError('timed_out', `no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const settle = (done: () => void) => {
      clearTimeout(clock);
      signal?.removeEventListener('abort', onAbort);
      done();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    const exchange = new Exchange(pool, request, {
      answered(answered, named) {
        status = answered;
        headers = named;
      },
      chunk(bytes) {
        length += bytes.length;
        if (length > longestBody) stop(frameTooLong());
        else parts.push(bytes);
      },
      ended: () => settle(() => resolve({ status, headers, body: Buffer.concat(parts).toString('utf8') })),
      broke: (error) => settle(() => reject(error)),
    });
  });
}

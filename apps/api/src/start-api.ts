import { setTimeout as sleep } from 'node:timers/promises';
import { createBriefMemory, createKeyGuesses } from '@agent-factory/services';
import { createAddressOf } from './actor/client-address.ts';
import { sessionSpanMs } from './actor/identify.ts';
import { buildApi, type HttpOptions } from './build-api.ts';
import type { Host } from './host.ts';

export interface ApiOptions
  extends HttpOptions,
    Pick<Host, 'mode' | 'version' | 'services' | 'accessTokens' | 'sessionStates' | 'localAuth'> {
  /** The address to listen on. */
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** See Host; 60 s by default. */
  maxWaitMs?: number;
  /** How long a shutdown stays deaf to `/ready` but answers everything, so that balancers turn away; 0 by default. */
  drainMs?: number;
}

export interface RunningApi {
  /** `http://address:port` as it listens. */
  url: string;
  /** What is mounted: `GET /v1/agents/:id`, … */
  routes: readonly string[];
  /**
   * Stops in good order: not ready at once, streams ended, requests in flight answered, at the latest after
   * 20 s. Leaves `services` open, they are the caller's. Calling it again waits for the same end.
   */
  close(): Promise<void>;
}

const patienceMs = 20_000;
const sweepMs = 50;

export async function startApi(options: ApiOptions): Promise<RunningApi> {
  const draining = new AbortController();
  const closing = new AbortController();
  const { app, routes } = await buildApi(
    {
      mode: options.mode,
      version: options.version,
      services: options.services,
      accessTokens: options.accessTokens,
      addressOf: createAddressOf(
        options.trustProxy,
        options.webHopSecret === undefined
          ? null
          : { secret: options.webHopSecret, now: () => options.services.clock.now() },
      ),
      sessions: createBriefMemory({
        spanMs: sessionSpanMs,
        maxEntries: 10_000,
        now: () => options.services.clock.now(),
      }),
      keyGuesses: createKeyGuesses(options.services),
      sessionStates: options.sessionStates,
      localAuth: options.localAuth,
      maxWaitMs: options.maxWaitMs ?? 60_000,
      draining: draining.signal,
      closing: closing.signal,
    },
    options,
  );
  const url = await app.listen({ host: options.host, port: options.port });

  let closed: Promise<void> | undefined;
  return {
    url,
    routes,
    close() {
      closed ??= (async () => {
        draining.abort();
        await sleep(options.drainMs ?? 0);
        closing.abort();
        // Node closes what is idle once; a connection whose last answer ends later would stay for its keep-alive.
        const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs);
        const impatient = setTimeout(() => app.server.closeAllConnections(), patienceMs);
        await app.close();
        clearInterval(sweep);
        clearTimeout(impatient);
      })();
      return closed;
    },
  };
}

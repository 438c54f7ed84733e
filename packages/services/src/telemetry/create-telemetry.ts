import type { AccountPort, CallObserver } from '@agent-factory/llm';
import { type CacheTally, emptyCacheTally } from '../cache/cache.ts';
import { loadObserverLater } from './load-observer-later.ts';
import { observeWithAll } from './observe-with-all.ts';
import type { Otel } from './otel/start-otel.ts';
import type { Prometheus } from './prometheus.ts';
import { parseTelemetryEnv } from './telemetry-env.ts';
import { type ReservationTally, watchAccounts } from './watch-accounts.ts';

/** What can be seen of this process's calls from outside. */
export interface Telemetry {
  /** For the router. */
  observer: CallObserver;
  /** The same accounts, with their reservations counted. */
  watchAccounts(accounts: AccountPort): AccountPort;
  /** For the cache, which counts what it is asked. */
  cacheTally: CacheTally;
  /** Everything so far in the text format of Prometheus. */
  metrics(): Promise<string>;
  /** Sends what has not been sent yet. */
  close(): Promise<void>;
}

/**
 * Prometheus always, OpenTelemetry where OTEL_EXPORTER_OTLP_ENDPOINT is set; both fetched at the first call
 * (docs/decisions/0225). Throws `invalid_input` for a malformed variable.
 */
export function createTelemetry(
  env: Readonly<Record<string, string | undefined>>,
  onError: (error: unknown, details: Readonly<Record<string, string>>) => void,
): Telemetry {
  const settings = parseTelemetryEnv(env);
  const { endpoint } = settings;
  const tally: ReservationTally = { made: 0, refused: 0, failed: 0, settled: 0 };
  const cacheTally = emptyCacheTally();
  const lateOptions = { onError: (error: unknown) => onError(error, { part: 'telemetry' }) };

  let prometheus: Prometheus | undefined;
  const series = loadObserverLater(
    async () => {
      const { createPrometheus } = await import('./prometheus.ts');
      prometheus = createPrometheus(tally, cacheTally);
      return prometheus.observer;
    },
    { ...lateOptions, hearsWhatIsSaid: false },
  );

  let otel: Otel | undefined;
  const spans =
    endpoint === null
      ? null
      : loadObserverLater(
          async () => {
            const { startOtel } = await import('./otel/start-otel.ts');
            otel = startOtel({ ...settings, endpoint });
            return otel.observer;
          },
          { ...lateOptions, hearsWhatIsSaid: settings.captureContent },
        );

  return {
    observer: observeWithAll(spans === null ? [series] : [series, spans]),
    cacheTally,
    watchAccounts: (accounts) => watchAccounts(accounts, tally),
    async metrics() {
      await series.loaded();
      return (await prometheus?.text()) ?? '';
    },
    async close() {
      await spans?.settled();
      await otel?.close();
    },
  };
}

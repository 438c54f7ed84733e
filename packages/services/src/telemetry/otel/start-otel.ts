import type { CallObserver } from '@agent-factory/llm';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { observeWithAll } from '../observe-with-all.ts';
import type { TelemetryEnv } from '../telemetry-env.ts';
import { measureCalls } from './measure-calls.ts';
import { traceCalls } from './trace-calls.ts';

export interface Otel {
  observer: CallObserver;
  /** Sends what is still here, then ends. */
  close(): Promise<void>;
}

/** Spans and metrics over OTLP (HTTP, JSON). Headers and limits come from OpenTelemetry's own variables. */
export function startOtel(env: TelemetryEnv & { endpoint: string }): Otel {
  const resource = resourceFromAttributes({ 'service.name': env.serviceName });
  const url = (signal: string) => `${env.endpoint.replace(/\/+$/, '')}/v1/${signal}`;
  const tracers = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: url('traces') }) })],
  });
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter({ url: url('metrics') }),
        exportIntervalMillis: env.metricIntervalMs,
        exportTimeoutMillis: Math.min(30_000, env.metricIntervalMs),
      }),
    ],
  });
  const scope = '@agent-factory/llm';
  return {
    observer: observeWithAll([
      traceCalls(tracers.getTracer(scope), { captureContent: env.captureContent }),
      measureCalls(meters.getMeter(scope)),
    ]),
    async close() {
      await Promise.allSettled([tracers.shutdown(), meters.shutdown()]);
    },
  };
}

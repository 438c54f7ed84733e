import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { observeFallback } from '../../testing/call-records.ts';
import { createTelemetry } from '../create-telemetry.ts';

const value = z.looseObject({ stringValue: z.string().optional(), intValue: z.coerce.number().optional() });
const attributes = z.array(z.object({ key: z.string(), value }));
const spanSchema = z.looseObject({
  name: z.string(),
  kind: z.number(),
  spanId: z.string(),
  traceId: z.string(),
  parentSpanId: z.string().optional(),
  attributes,
  status: z.looseObject({ code: z.number().optional() }),
});
const metricSchema = z.looseObject({
  name: z.string(),
  unit: z.string(),
  histogram: z.looseObject({ dataPoints: z.array(z.looseObject({ sum: z.number(), attributes })) }),
});
const tracesSchema = z.object({
  resourceSpans: z.array(
    z.looseObject({ scopeSpans: z.array(z.looseObject({ spans: z.array(spanSchema) })) }),
  ),
});
const metricsSchema = z.object({
  resourceMetrics: z.array(
    z.looseObject({ scopeMetrics: z.array(z.looseObject({ metrics: z.array(metricSchema) })) }),
  ),
});

/** An OTLP collector: what real exporters send over HTTP, read back. */
let collector: Server;
let endpoint: string;
let received: { path: string; body: unknown }[] = [];

beforeAll(async () => {
  collector = createServer(async (request, response) => {
    received.push({ path: request.url ?? '', body: await json(request) });
    response.setHeader('content-type', 'application/json').end('{}');
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
beforeEach(() => {
  received = [];
});
afterAll(() => {
  collector.close();
});

async function exportedBy(env: Record<string, string>) {
  const telemetry = createTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...env }, (error) => {
    throw error;
  });
  observeFallback(telemetry.observer);
  await telemetry.close();
  const bodies = (path: string) => received.filter((one) => one.path === path).map(({ body }) => body);
  return {
    spans: bodies('/v1/traces')
      .flatMap((body) => tracesSchema.parse(body).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    metrics: bodies('/v1/metrics')
      .flatMap((body) => metricsSchema.parse(body).resourceMetrics)
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)),
    everything: JSON.stringify(received),
  };
}

function attribute(of: z.infer<typeof attributes>, key: string): string | number | undefined {
  const found = of.find((one) => one.key === key)?.value;
  return found?.stringValue ?? found?.intValue;
}

describe('a call that fell back, as a collector receives it', () => {
  test('is a span with one child for each model that was tried', async () => {
    const { spans } = await exportedBy({});
    const call = spans.find(({ name }) => name === 'chat auto');
    const children = spans.filter(({ parentSpanId }) => parentSpanId === call?.spanId);
    expect(spans.length).toBe(3);
    expect(children.map(({ name }) => name)).toEqual(['chat big-9', 'chat small-9']);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    const [failed, answered] = children;
    expect(failed?.status.code).toBe(2);
    expect(attribute(failed?.attributes ?? [], 'error.type')).toBe('failed');
    expect(answered?.status.code ?? 0).toBe(0);
    // The conventions' name of the vendor, not ours.
    expect(attribute(answered?.attributes ?? [], 'gen_ai.provider.name')).toBe('mistral_ai');
    expect(attribute(call?.attributes ?? [], 'gen_ai.response.model')).toBe('small-9');
    expect(attribute(call?.attributes ?? [], 'gen_ai.usage.input_tokens')).toBe(100);
    expect(attribute(call?.attributes ?? [], 'gen_ai.usage.cache_read.input_tokens')).toBe(30);
  });

  test('is measured by the three metrics of the conventions', async () => {
    const { metrics } = await exportedBy({});
    const sums = (name: string, key: string, wanted: string) =>
      metrics
        .filter((metric) => metric.name === name)
        .flatMap(({ histogram }) => histogram.dataPoints)
        .filter((point) => attribute(point.attributes, key) === wanted)
        .map(({ sum }) => sum);
    expect(sums('gen_ai.client.operation.duration', 'gen_ai.request.model', 'big-9')).toEqual([0.3]);
    expect(sums('gen_ai.client.operation.duration', 'gen_ai.request.model', 'small-9')).toEqual([0.9]);
    expect(sums('gen_ai.server.time_to_first_token', 'gen_ai.request.model', 'small-9')).toEqual([0.12]);
    expect(sums('gen_ai.server.time_to_first_token', 'gen_ai.request.model', 'big-9')).toEqual([]);
    expect(sums('gen_ai.client.token.usage', 'gen_ai.token.type', 'output').sort()).toEqual([0, 40]);
  });

  test('carries neither prompt nor answer', async () => {
    const { spans, everything } = await exportedBy({});
    expect(spans.length).toBe(3);
    expect(everything).not.toMatch(/secret/i);
    expect(everything).not.toContain('gen_ai.input.messages');
  });

  test('carries both where the operator asked for it', async () => {
    const { spans } = await exportedBy({ OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: 'true' });
    const call = spans.find(({ name }) => name === 'chat auto')?.attributes ?? [];
    expect(JSON.parse(String(attribute(call, 'gen_ai.input.messages')))).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'Where is the secret treasure?' }] },
    ]);
    expect(attribute(call, 'gen_ai.system_instructions')).toContain('Secret instructions.');
    expect(JSON.parse(String(attribute(call, 'gen_ai.output.messages')))).toEqual([
      {
        role: 'assistant',
        parts: [{ type: 'text', content: 'Under the secret palm.' }],
        finish_reason: 'stop',
      },
    ]);
  });
});

test('a malformed variable is refused by its name', () => {
  expect(() => createTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, () => {})).toThrow(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
  );
});

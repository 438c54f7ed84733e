import type { AttemptRecord, CallObserver } from '@agent-factory/llm';
import type { Meter } from '@opentelemetry/api';
import { firstTokenSeconds, operationSeconds, tokenCounts } from '../buckets.ts';
import { modelName, providerName } from './call-attributes.ts';

/** The client metrics of the GenAI conventions, one measurement for each model that was tried. */
export function measureCalls(meter: Meter): CallObserver {
  const histogram = (name: string, unit: string, description: string, boundaries: number[]) =>
    meter.createHistogram(name, {
      unit,
      description,
      advice: { explicitBucketBoundaries: boundaries },
    });
  const tokens = histogram(
    'gen_ai.client.token.usage',
    '{token}',
    'Number of input and output tokens used.',
    tokenCounts,
  );
  const duration = histogram(
    'gen_ai.client.operation.duration',
    's',
    'GenAI operation duration.',
    operationSeconds,
  );
  const firstToken = histogram(
    'gen_ai.server.time_to_first_token',
    's',
    'Time to generate first token for successful responses.',
    firstTokenSeconds,
  );

  function attempt(record: AttemptRecord): void {
    const attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': providerName(record.provider),
      'gen_ai.request.model': modelName(record.provider, record.model),
    };
    const ended = record.outcome === 'failed' ? { ...attributes, 'error.type': record.outcome } : attributes;
    duration.record(record.durationMs / 1e3, ended);
    // Counts that are our own estimate are not reported as the vendor's.
    if (!record.estimated) {
      tokens.record(record.tokens.input, { ...attributes, 'gen_ai.token.type': 'input' });
      tokens.record(record.tokens.output, { ...attributes, 'gen_ai.token.type': 'output' });
    }
    if (record.outcome === 'answered' && record.firstTokenMs !== null) {
      firstToken.record(record.firstTokenMs / 1e3, attributes);
    }
  }

  return { breaker() {}, started: () => ({ attempt, ended() {} }) };
}

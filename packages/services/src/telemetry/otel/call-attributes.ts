import type { AttemptRecord, CallStart, CallTokens, FinishEvent } from '@agent-factory/llm';
import type { Attributes } from '@opentelemetry/api';

// The GenAI semantic conventions of OpenTelemetry, as their own repository has them since semconv 1.41
// (open-telemetry/semantic-conventions-genai, status: development).

/** Their names of vendors, where ours differ. */
const providerNames: Readonly<Record<string, string>> = { gemini: 'gcp.gemini', mistral: 'mistral_ai' };

export function providerName(provider: string): string {
  return providerNames[provider] ?? provider;
}

/** `vendor/model` without its vendor: the exact name that was sent. */
export function modelName(provider: string, model: string): string {
  return model.startsWith(`${provider}/`) ? model.slice(provider.length + 1) : model;
}

/** What was asked for: the first pin, or that the router chooses. */
export function requestedModel({ request }: CallStart): string {
  return request.use[0] ?? 'auto';
}

/** The request's settings. No prompt, no team and no person. */
export function requestAttributes({ request, streamed }: CallStart): Attributes {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.max_tokens': request.maxOutputTokens,
    'gen_ai.request.stream': streamed,
    'gen_ai.output.type': request.outputSchema === undefined ? 'text' : 'json',
    ...(request.temperature !== undefined && { 'gen_ai.request.temperature': request.temperature }),
    ...(request.topP !== undefined && { 'gen_ai.request.top_p': request.topP }),
    ...(request.seed !== undefined && { 'gen_ai.request.seed': request.seed }),
    ...(request.stop !== undefined && { 'gen_ai.request.stop_sequences': [...request.stop] }),
  };
}

function usageAttributes(tokens: CallTokens): Attributes {
  return {
    'gen_ai.usage.input_tokens': tokens.input,
    'gen_ai.usage.output_tokens': tokens.output,
    'gen_ai.usage.cache_read.input_tokens': tokens.cachedInput,
    'gen_ai.usage.cache_creation.input_tokens': tokens.cacheWrite,
    'gen_ai.usage.reasoning.output_tokens': tokens.reasoning,
  };
}

export function attemptAttributes(record: AttemptRecord): Attributes {
  return {
    'gen_ai.provider.name': providerName(record.provider),
    'gen_ai.request.model': modelName(record.provider, record.model),
    ...usageAttributes(record.tokens),
    ...(record.firstTokenMs !== null && { 'gen_ai.response.time_to_first_chunk': record.firstTokenMs / 1e3 }),
    ...(record.region !== null && { 'agent_factory.region': record.region }),
    ...(record.costNanoUsd !== null && { 'agent_factory.cost_usd': record.costNanoUsd / 1e9 }),
    'agent_factory.outcome': record.outcome,
    'agent_factory.payer': record.payer,
    'agent_factory.estimated': record.estimated,
  };
}

export function finishAttributes(finish: FinishEvent): Attributes {
  return {
    'gen_ai.provider.name': providerName(finish.provider),
    'gen_ai.response.model': modelName(finish.provider, finish.model),
    'gen_ai.response.finish_reasons': [finish.finishReason],
    ...usageAttributes(finish.tokens),
    ...(finish.costNanoUsd !== null && { 'agent_factory.cost_usd': finish.costNanoUsd / 1e9 }),
    'agent_factory.cached': finish.cached,
    'agent_factory.fallbacks': finish.fallbacks.length,
  };
}

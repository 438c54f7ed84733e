import { setTimeout as sleep } from 'node:timers/promises';
import { type CatalogueModel, describeModel } from '../../catalogue/catalogue-model.ts';
import { priceOf } from '../../catalogue/price.ts';
import { countInput } from '../../tokens/count-tokens.ts';
import { estimateTokens } from '../../tokens/estimate-tokens.ts';
import type { Provider, ProviderCall, ProviderEvent } from '../provider.ts';
import { composeBody, gistOf, label, quotesFor } from './compose-answer.ts';
import { fillSchema } from './fill-schema.ts';
import { honourHint } from './honour-hint.ts';
import { planCalls } from './plan-calls.ts';
import { type Reading, readRequest } from './read-request.ts';
import { resultValue } from './say-result.ts';

const offlineModel: CatalogueModel = describeModel({
  provider: 'offline',
  name: 'extractive-1',
  title: 'Offline (rules, no language model)',
  tier: 1,
  contextTokens: 1_000_000,
  maxOutputTokens: 100_000,
  price: priceOf({ input: 0, output: 0, source: 'It runs inside this process.', asOf: '2026-11-21' }),
});

/**
 * The labelled stand-in for a model when none is configured: reads the request by rules, calls the agent's
 * tools where they fit, quotes its instructions, fills its schema. Same input, same output; it never guesses.
 */
export function createOfflineProvider(options: { paceMs: number }): Provider {
  return {
    id: 'offline',
    configured: true,
    variable: '',
    models: async () => [offlineModel],
    knownModels: () => [offlineModel],
    open: async (call, signal) => answer(call, options.paceMs, signal),
  };
}

async function* answer(
  call: ProviderCall,
  paceMs: number,
  signal: AbortSignal,
): AsyncGenerator<ProviderEvent> {
  const reading = readRequest(call.messages);
  const planned = planCalls(reading, call.tools);
  const input = countInput(call).expected;
  const usage = (output: number) => ({
    input,
    output,
    total: input + output,
    cachedInput: 0,
    billedNanoUsd: null,
  });
  if (planned.length > 0) {
    const before = reading.results.length;
    for (const [index, { name, arguments: args }] of planned.entries()) {
      yield { type: 'tool_call', call: { id: `offline_${before + index + 1}`, name, arguments: args } };
    }
    const output = estimateTokens(JSON.stringify(planned));
    yield { type: 'finish', finishReason: 'tool_calls', usage: usage(output) };
    return;
  }
  let output = 0;
  let finishReason: 'stop' | 'length' = 'stop';
  for (const piece of writeAnswer(reading, call).match(/\s*\S+\s*$|\s*\S+/g) ?? []) {
    const tokens = Math.max(1, estimateTokens(piece));
    if (output + tokens > call.maxOutputTokens) {
      finishReason = 'length';
      break;
    }
    output += tokens;
    yield { type: 'text', text: piece };
    if (paceMs > 0) await sleep(paceMs, undefined, { signal });
  }
  yield { type: 'finish', finishReason, usage: usage(output) };
}

function writeAnswer(reading: Reading, call: ProviderCall): string {
  const wanted = call.outputSchema !== undefined || reading.hint !== '';
  const sources = wanted ? sourcesOf(reading) : [];
  const body = honourHint(composeBody(reading, call.tools), reading.hint, sources);
  if (call.outputSchema === undefined) return `${body}\n\n_${label}_`;
  const numbers = reading.results
    .filter(({ isError }) => !isError)
    .map(({ content }) => Number(resultValue(content)))
    .filter((value) => Number.isFinite(value));
  const { question: text, fields, instructions } = reading;
  const gist = reading.results.length > 0 ? body : gistOf(text, 3) || body;
  return JSON.stringify(
    fillSchema(call.outputSchema, { text, fields, instructions, answer: body, gist, sources, numbers }),
    null,
    2,
  );
}

function sourcesOf(reading: Reading): string[] {
  const addresses = reading.results.flatMap(({ call }) =>
    typeof call.arguments.url === 'string' ? [call.arguments.url] : [],
  );
  const written = `${reading.question}\n${quotesFor(reading).join('\n')}`.match(
    /https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/g,
  );
  const tools = reading.results.map(({ call }) => `tool:${call.name}`);
  return [...new Set([...addresses, ...(written ?? []), ...(addresses.length > 0 ? [] : tools)])];
}

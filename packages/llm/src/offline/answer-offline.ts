import type { WireCall, WireEvent } from '../dialects/dialect.ts';
import { countInput } from '../tokens/count-tokens.ts';
import { estimateTokens } from '../tokens/estimate-tokens.ts';
import type { VendorUsage } from '../tokens/vendor-usage.ts';
import { planCalls } from './plan-calls.ts';
import { readRequest } from './read-request.ts';
import { writeAnswer } from './write-answer.ts';

/**
 * The labelled stand-in for a model when none is configured: reads the request by rules, calls the agent's
 * tools where they fit, quotes its instructions, fills its schema. Same input, same output; it never guesses.
 */
export function* answerOffline(call: WireCall): Generator<WireEvent> {
  const reading = readRequest(call.messages);
  const planned = planCalls(reading, call.toolChoice === 'none' ? [] : call.tools);
  const input = countInput(call).expected;
  if (planned.length > 0) {
    const before = reading.results.length;
    for (const [index, { name, arguments: args }] of planned.entries()) {
      yield { type: 'tool_call', call: { id: `offline_${before + index + 1}`, name, arguments: args } };
    }
    const output = estimateTokens(JSON.stringify(planned));
    yield { type: 'finish', finishReason: 'tool_calls', usage: usageOf(input, output) };
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
  }
  yield { type: 'finish', finishReason, usage: usageOf(input, output) };
}

function usageOf(input: number, output: number): VendorUsage {
  return {
    input,
    output,
    total: input + output,
    cachedInput: 0,
    cacheWrite: 0,
    reasoning: 0,
    searches: 0,
    billedNanoUsd: null,
  };
}

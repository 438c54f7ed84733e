import type { BaseMessage } from '@langchain/core/messages';
import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { FinishReason, ToolCall } from '../../model-port.ts';
import type { ProviderEvent, VendorUsage } from '../provider.ts';
import { ProviderError } from '../provider-error.ts';
import { mapError } from './map-error.ts';

interface OpenCall {
  id: string;
  name: string;
  json: string;
}

/**
 * Reads a vendor's stream. Tool calls are handed out whole, at the end; a stream that ends without its vendor's
 * word that it is finished is an error, whatever came before. All that goes wrong comes out as a ProviderError.
 */
export async function* readChunks(
  open: () => AsyncIterable<ChatGenerationChunk>,
  finishOf: (chunk: ChatGenerationChunk) => FinishReason | undefined,
): AsyncGenerator<ProviderEvent> {
  const calls: OpenCall[] = [];
  const latestAt = new Map<string | number, OpenCall>();
  let usage: VendorUsage | null = null;
  let finish: FinishReason | undefined;
  try {
    for await (const chunk of open()) {
      finish = finishOf(chunk) ?? finish;
      usage = mergeUsage(usage, chunk.message);
      collectCalls(chunk.message, calls, latestAt);
      const text = textOf(chunk.message);
      yield text === '' ? { type: 'progress' } : { type: 'text', text };
    }
  } catch (error) {
    throw mapError(error);
  }
  if (finish === undefined) throw new ProviderError('truncated', 'its answer was cut off');
  for (const [index, call] of calls.entries()) yield { type: 'tool_call', call: closeCall(call, index) };
  const finishReason = finish === 'stop' && calls.length > 0 ? 'tool_calls' : finish;
  yield { type: 'finish', finishReason, usage };
}

function textOf(message: BaseMessage): string {
  const { content } = message;
  if (typeof content === 'string') return content;
  return content
    .map((part) => (part.type === 'text' && typeof part.text === 'string' ? part.text : ''))
    .join('');
}

/**
 * Counts are cumulative where they come more than once (Anthropic's first chunk names one output token, its last
 * all of them), so the largest is the right one; adding them up, as LangChain does, counts some twice.
 */
function mergeUsage(before: VendorUsage | null, message: BaseMessage): VendorUsage | null {
  const found = 'usage_metadata' in message ? asUsage(message.usage_metadata) : null;
  if (found === null) return before;
  const input = Math.max(before?.input ?? 0, found.input);
  const output = Math.max(before?.output ?? 0, found.output);
  const cachedInput = Math.max(before?.cachedInput ?? 0, found.cachedInput);
  const billedNanoUsd = billedOf(message.response_metadata) ?? before?.billedNanoUsd ?? null;
  return { input, output, total: input + output, cachedInput, billedNanoUsd };
}

/** Perplexity names what a request cost, searches and all, as `usage.cost.total_cost` in USD. */
function billedOf(metadata: Record<string, unknown>): number | null {
  const { usage } = metadata;
  const cost: unknown = typeof usage === 'object' && usage !== null ? Reflect.get(usage, 'cost') : undefined;
  const total: unknown =
    typeof cost === 'object' && cost !== null ? Reflect.get(cost, 'total_cost') : undefined;
  return typeof total === 'number' && total >= 0 ? Math.ceil(Number((total * 1e9).toFixed(3))) : null;
}

function asUsage(value: unknown): { input: number; output: number; cachedInput: number } | null {
  if (typeof value !== 'object' || value === null || !('input_tokens' in value)) return null;
  const count = (entry: unknown) => (typeof entry === 'number' && entry > 0 ? Math.round(entry) : 0);
  const details: unknown = 'input_token_details' in value ? value.input_token_details : undefined;
  const cached =
    typeof details === 'object' && details !== null && 'cache_read' in details ? details.cache_read : 0;
  return {
    input: count(value.input_tokens),
    output: count('output_tokens' in value ? value.output_tokens : 0),
    cachedInput: count(cached),
  };
}

/** A piece with a new id opens a call, even at an index used before (Ollama numbers all of them 0). */
function collectCalls(
  message: BaseMessage,
  calls: OpenCall[],
  latestAt: Map<string | number, OpenCall>,
): void {
  const pieces = 'tool_call_chunks' in message ? message.tool_call_chunks : undefined;
  if (!Array.isArray(pieces)) return;
  for (const piece of pieces) {
    const at = piece.index ?? piece.id ?? calls.length - 1;
    const known = latestAt.get(at);
    if (known !== undefined && (!piece.id || piece.id === known.id || known.id === '')) {
      known.id ||= piece.id ?? '';
      known.name ||= piece.name ?? '';
      known.json += piece.args ?? '';
    } else {
      const opened = { id: piece.id ?? '', name: piece.name ?? '', json: piece.args ?? '' };
      calls.push(opened);
      latestAt.set(at, opened);
    }
  }
}

function closeCall(call: OpenCall, index: number): ToolCall {
  const id = call.id === '' ? `call_${index + 1}` : call.id;
  const json = call.json.trim() === '' ? '{}' : call.json;
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { id, name: call.name, arguments: { ...value } };
    }
  } catch {
    // Falls through: what cannot be parsed is handed on as it came.
  }
  return { id, name: call.name, arguments: {}, invalidJson: call.json };
}

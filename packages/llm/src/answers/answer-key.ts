import { hash } from 'node:crypto';
import type { ContentPart, ModelMessage, ModelRequest } from '../model-port.ts';

/**
 * The key of an answer: whose it is, and a hash of the model and of all that can change what it says. Bounds on
 * money, pins and hints that only make a call cheaper are left out. The team stands in the open as well, so that a
 * store can be emptied of one team's answers.
 */
export function answerKey(call: { teamId: string; model: string; request: ModelRequest }): string {
  const text = JSON.stringify([call.teamId, call.model, canonicalRequest(call.request)]);
  return `${call.teamId}:${hash('sha256', text, 'base64url')}`;
}

/**
 * A request as a list of values in fixed places, so that the order in which a caller wrote its fields is no
 * difference. Within schemas and arguments the order stays, because a model reads it.
 */
function canonicalRequest(request: ModelRequest): readonly unknown[] {
  const {
    // Taken by name and not used: the type below proves that no other field was forgotten.
    use: _use,
    maxCostNanoUsd: _maxCostNanoUsd,
    cacheInput: _cacheInput,
    refused: _refused,
    task,
    messages,
    tools,
    toolChoice,
    parallelToolCalls,
    outputSchema,
    temperature,
    topP,
    stop,
    seed,
    reasoning,
    maxOutputTokens,
    extra,
    ...forgotten
  } = request;
  forgotten satisfies Record<string, never>;
  return [
    task,
    messages.map(canonicalMessage),
    tools.map(({ name, description, parameters }) => [name, description, parameters]),
    typeof toolChoice === 'object' ? [toolChoice.name] : (toolChoice ?? 'auto'),
    parallelToolCalls ?? true,
    outputSchema,
    temperature,
    topP,
    stop,
    seed,
    reasoning,
    maxOutputTokens,
    extra === undefined ? undefined : Object.entries(extra).sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
}

function canonicalMessage(message: ModelMessage): readonly unknown[] {
  switch (message.role) {
    case 'system':
      return ['system', message.content];
    case 'user':
      return [
        'user',
        typeof message.content === 'string' ? message.content : message.content.map(canonicalPart),
      ];
    case 'assistant':
      return [
        'assistant',
        message.content,
        message.toolCalls.map((call) => [call.id, call.name, call.arguments, call.invalidJson]),
        message.reasoning && [message.reasoning.text, message.reasoning.signature],
      ];
    case 'tool':
      return ['tool', message.toolCallId, message.name, message.content, message.isError];
  }
}

function canonicalPart(part: ContentPart): readonly unknown[] {
  switch (part.type) {
    case 'text':
      return ['text', part.text];
    case 'image':
      return ['image', part.mediaType, part.data];
    case 'image_url':
      return ['image_url', part.url];
  }
}

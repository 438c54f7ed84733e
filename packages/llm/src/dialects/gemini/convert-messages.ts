import type { ContentPart, ModelMessage, UserContent } from '../../model-port.ts';
import { openSeal } from '../seal-reasoning.ts';

interface Content {
  role: 'user' | 'model';
  parts: object[];
}

/**
 * The talk as contents. Adjacent messages of one side become one, since the answers to parallel calls must come
 * together. `sealed`: the model refuses calls of its own without a seal, so those of other models get the mark that
 * the vendor documents for them.
 */
export function convertMessages(talk: readonly ModelMessage[], sealed: boolean): Content[] {
  const contents: Content[] = [];
  for (const message of talk) {
    const role = message.role === 'assistant' ? 'model' : 'user';
    const parts = partsOf(message, sealed);
    if (parts.length === 0) continue;
    const last = contents.at(-1);
    if (last?.role === role) last.parts.push(...parts);
    else contents.push({ role, parts });
  }
  return contents;
}

/** Source: ai.google.dev, "Thought signatures". */
const madeElsewhere = 'skip_thought_signature_validator';

function partsOf(message: ModelMessage, sealed: boolean): object[] {
  switch (message.role) {
    case 'system':
      return [{ text: message.content }];
    case 'user':
      return contentParts(message.content);
    case 'assistant': {
      const seal = openSeal('gemini', message.reasoning);
      const called = message.toolCalls.length > 0;
      const text = message.content;
      const onText = seal !== undefined && !called ? { thoughtSignature: seal } : {};
      const said = text === '' ? [] : [{ text, ...onText }];
      const mark = seal ?? (sealed ? madeElsewhere : undefined);
      const calls = message.toolCalls.map(({ id, name, arguments: args }, index) => ({
        functionCall: { id, name, args },
        ...(index === 0 && mark !== undefined ? { thoughtSignature: mark } : {}),
      }));
      return [...said, ...calls];
    }
    case 'tool': {
      const { toolCallId: id, name, content, isError } = message;
      return [
        { functionResponse: { id, name, response: isError ? { error: content } : { result: content } } },
      ];
    }
  }
}

function contentParts(content: UserContent): object[] {
  return typeof content === 'string' ? [{ text: content }] : content.map(convertPart);
}

function convertPart(part: ContentPart): object {
  switch (part.type) {
    case 'text':
      return { text: part.text };
    case 'image':
      return { inlineData: { mimeType: part.mediaType, data: part.data } };
    case 'image_url':
      return { fileData: { mimeType: mediaTypeOf(part.url), fileUri: part.url } };
  }
}

/** The vendor wants one named; an address without an ending is most often a photograph. */
function mediaTypeOf(url: string): string {
  const ending = /\.(png|webp|gif|heic|heif)(?:[?#]|$)/i.exec(url)?.[1];
  return `image/${ending?.toLowerCase() ?? 'jpeg'}`;
}

import type { WireEvent } from '../dialect.ts';
import { isObject, type JsonObject, listAt, textAt } from '../read-json.ts';

/**
 * Text and thoughts of a `delta` or a `message`, added to `events`. Thoughts come as `reasoning_content` (DeepSeek,
 * xAI, vLLM), as `reasoning` (Groq, OpenRouter) or as parts of the content (Mistral).
 */
export function readContent(from: JsonObject, events: WireEvent[]): void {
  const thought = from.reasoning_content ?? from.reasoning;
  if (typeof thought === 'string' && thought !== '') events.push({ type: 'reasoning', text: thought });
  const { content } = from;
  if (typeof content === 'string') {
    if (content !== '') events.push({ type: 'text', text: content });
  } else if (Array.isArray(content)) for (const part of content) readPart(part, events);
}

function readPart(part: unknown, events: WireEvent[]): void {
  if (!isObject(part)) return;
  if (part.type === 'thinking') {
    const text =
      textAt(part, 'thinking') ||
      listAt(part, 'thinking')
        .map((piece) => textAt(piece, 'text'))
        .join('');
    if (text !== '') events.push({ type: 'reasoning', text });
  } else if (textAt(part, 'text') !== '') events.push({ type: 'text', text: textAt(part, 'text') });
}

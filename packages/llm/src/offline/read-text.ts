import type { ModelMessage } from '../model-port.ts';

/** The text of a message; pictures have none. */
export function readText(message: ModelMessage | undefined): string {
  if (message === undefined) return '';
  if (typeof message.content === 'string') return message.content;
  return message.content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

export function countImages(messages: readonly ModelMessage[]): number {
  let images = 0;
  for (const { content } of messages) {
    if (typeof content !== 'string') images += content.filter(({ type }) => type !== 'text').length;
  }
  return images;
}

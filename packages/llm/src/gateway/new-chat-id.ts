import { randomUUID } from 'node:crypto';

/** The id of an answer that has none of its vendor's. Made where it is written: most answers bring their own. */
export function newChatId(): string {
  return `chatcmpl-${randomUUID()}`;
}

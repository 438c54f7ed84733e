import type { WireCall } from './dialect.ts';

/**
 * How many calls the thread holds before this answer. Calls of vendors that give no ids are numbered from there, since
 * other vendors, to which a thread may turn, refuse an id that comes twice.
 */
export function callsBefore({ messages }: WireCall): number {
  let count = 0;
  for (const message of messages) if (message.role === 'assistant') count += message.toolCalls.length;
  return count;
}

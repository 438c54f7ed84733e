import { closeCall, type OpenCall } from '../close-call.ts';
import type { WireEvent } from '../dialect.ts';
import { isObject, textAt } from '../read-json.ts';

/** The tool calls of one answer, while their pieces come. */
export interface OpenCalls {
  calls: OpenCall[];
  latestAt: Map<unknown, OpenCall>;
}

/**
 * Adds the pieces of one chunk. A piece belongs to the call at its index; a piece with another id and a name opens a
 * new call even at an index used before, since some services number all of them 0. Others leave out the index or the
 * id, or repeat id and name in every piece.
 */
export function collectCalls(pieces: readonly unknown[], open: OpenCalls): void {
  for (const piece of pieces) {
    if (!isObject(piece)) continue;
    const called = piece.function;
    const id = idOf(piece.id);
    const name = textAt(called, 'name');
    const json = argumentsOf(called);
    const at = piece.index ?? (id === '' ? open.calls.length - 1 : id);
    const known = open.latestAt.get(at);
    if (known === undefined || (id !== '' && known.id !== '' && id !== known.id && name !== '')) {
      const opened = { id, name, json };
      open.calls.push(opened);
      open.latestAt.set(at, opened);
      if (piece.index === undefined) open.latestAt.set(open.calls.length - 1, opened);
    } else {
      if (known.id === '') known.id = id;
      if (known.name === '') known.name = name;
      known.json += json;
    }
  }
}

/** `before`: how many calls came earlier in the thread. */
export function closeCalls({ calls }: OpenCalls, before: number): WireEvent[] {
  return calls.map((call, index) => ({ type: 'tool_call', call: closeCall(call, before + index) }));
}

/** Mistral writes the word "null" where a piece goes on with a call. */
function idOf(id: unknown): string {
  return typeof id === 'string' && id !== 'null' ? id : '';
}

/** Text by the protocol; some services send the object itself. */
function argumentsOf(called: unknown): string {
  const args = isObject(called) ? called.arguments : undefined;
  if (typeof args === 'string') return args;
  return isObject(args) ? JSON.stringify(args) : '';
}

import type { WireEvent } from './dialect.ts';

/** What a piece gives that only prepares; one array for all, so that a stream allocates nothing for such pieces. */
export const nothing: readonly WireEvent[] = Object.freeze([]);

/** A sign of life without content. */
export const progress: readonly WireEvent[] = Object.freeze([Object.freeze({ type: 'progress' as const })]);

/** A piece of a tool call, which comes whole later; whoever passes the vendor's own JSON on has content here. */
export const partOfCall: readonly WireEvent[] = Object.freeze([
  Object.freeze({ type: 'progress' as const, ofCall: true as const }),
]);

// Without zod, for the page itself: see live.ts for what is said.

/** Where the door to an agent's document is. */
export const livePath = (agentId: string): string => `/v1/agents/${agentId}/live`;

/** Bounds of both sides; the server closes what goes past them. */
export const liveLimits = {
  /** Of one frame, in bytes. */
  frameBytes: 1_048_576,
  /** Of the text, in UTF-16 units: what a spec may have in UTF-8. */
  textLength: 262_144,
  /** Of all that is stored of one document. */
  storedBytes: 8_388_608,
  /** Frames of one connection in a second, and as a burst. */
  framesPerSecond: 60,
  frameBurst: 300,
  /** Connections of one person to one process of the API. */
  connectionsPerPerson: 20,
} as const;

/** Why the server ended a connection; codes of RFC 6455, 7.4.2, for private use. */
export const liveEnds = {
  /** This server stops: another takes the connection at once. */
  moved: 4000,
  /** The ticket was not good, or the session ended or must be renewed: another ticket says which. */
  ticket: 4001,
  /** The person may not be here. */
  forbidden: 4003,
  /** There is no such agent, or no more. */
  gone: 4004,
  /** The frame could not be read. */
  unreadable: 4007,
  /** More, larger or sooner than allowed; the reason says what. */
  too_much: 4008,
  /** What was sent is not stored; sending it again later can succeed. */
  unavailable: 4013,
} as const;
export type LiveEnd = keyof typeof liveEnds;

const updateKind = 1;
const headBytes = 5;

/** One update (https://docs.yjs.dev/api/document-updates, version 1) as a frame; `number` counts those of a sender. */
export function packUpdate(number: number, update: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(headBytes + update.byteLength);
  const view = new DataView(frame.buffer);
  view.setUint8(0, updateKind);
  view.setUint32(1, number);
  frame.set(update, headBytes);
  return frame;
}

/** Null for what is no such frame. */
export function unpackUpdate(frame: Uint8Array): { number: number; update: Uint8Array } | null {
  if (frame.byteLength <= headBytes || frame[0] !== updateKind) return null;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  return { number: view.getUint32(1), update: frame.subarray(headBytes) };
}

import { z } from 'zod';

/**
 * What a browser and `/v1/agents/{id}/live` say to one another over a WebSocket. Everything is JSON in text frames, but
 * for the updates themselves, which are binary: see `packUpdate`.
 */

/** Where somebody is: what they select in the text, as Yjs relative positions in base64, and the node or field. */
export const livePlaceSchema = z.strictObject({
  view: z.string().max(20),
  anchor: z.base64().max(400).nullable(),
  head: z.base64().max(400).nullable(),
  /** A path in the spec: `["tools", 2]`. */
  path: z
    .array(z.union([z.string().max(200), z.int()]))
    .max(20)
    .nullable(),
});
export type LivePlace = z.infer<typeof livePlaceSchema>;

const base64 = z.base64();

export const liveClientMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    ticket: z.string().min(1).max(10_000),
    /** The document that the sender has a copy of; null for none. */
    document: z.uuid().nullable(),
    /** The state vector of that copy. */
    vector: base64.max(200_000),
  }),
  z.strictObject({ type: z.literal('presence'), place: livePlaceSchema.nullable() }),
]);
export type LiveClientMessage = z.infer<typeof liveClientMessageSchema>;

const personSchema = z.object({ id: z.string(), name: z.string() });

export const livePresenceSchema = z.object({
  /** Of one connection: a person has one in each tab. */
  connection: z.string(),
  person: personSchema,
  may: z.enum(['edit', 'see']),
  place: livePlaceSchema.nullable(),
});
export type LivePresence = z.infer<typeof livePresenceSchema>;

const versionsShape = {
  /** The version that the text is a working copy of. */
  base_version: z.int(),
  /** Of the agent; a newer one than `base_version` was saved elsewhere while the text had changes of its own. */
  newest_version: z.int(),
};

export const liveServerMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    connection: z.string(),
    document: z.uuid(),
    /** What the sender of `hello` lacks; all there is where it named another document. */
    update: base64,
    /** The server's state vector: the sender sends what that lacks. */
    vector: base64,
    may: z.enum(['edit', 'see']),
    /** Why no more than that, in words for the person. */
    why: z.string().nullable(),
    people: z.array(livePresenceSchema),
    ...versionsShape,
  }),
  /** Updates up to this number are stored. */
  z.object({ type: z.literal('stored'), number: z.int() }),
  /** Somebody came, moved or turned to another thing. */
  z.object({ type: z.literal('presence'), presence: livePresenceSchema }),
  z.object({ type: z.literal('left'), connection: z.string() }),
  z.object({ type: z.literal('may'), may: z.enum(['edit', 'see']), why: z.string().nullable() }),
  z.object({ type: z.literal('version'), ...versionsShape }),
  /** Something was said about the document: comments are to be read again. */
  z.object({ type: z.literal('comments') }),
]);
export type LiveServerMessage = z.infer<typeof liveServerMessageSchema>;

/** `agents.document`: an agent's text as people write it together. */
export const agentDocumentViewSchema = z.object({
  document_id: z.uuid(),
  /** All of it, as one update. */
  update: base64,
  may: z.enum(['edit', 'see']),
  why: z.string().nullable(),
  /** The text of `base_version`: what differs from it was not saved yet. */
  base_spec: z.string(),
  ...versionsShape,
});
export type AgentDocumentView = z.infer<typeof agentDocumentViewSchema>;

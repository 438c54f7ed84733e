import { z } from 'zod';
import { pageInputSchema, pageOf } from './agent.ts';
import { agentIdSchema, commentIdSchema, commentThreadIdSchema, userIdSchema } from './ids.ts';

/** Bounds of what is said about a spec. */
export const commentLimits = {
  /** Of one comment, in characters. */
  body: 2_000,
  /** Of the text that a thread was begun on; longer ones are cut by whoever begins it. */
  quote: 500,
  mentions: 20,
  /** Threads of one agent, and comments in one of them. */
  threads: 500,
  comments: 200,
} as const;

/**
 * What a thread is about. `start` and `end` are Yjs relative positions (https://docs.yjs.dev/api/relative-positions) in
 * base64, of the agent's document `document`: they move with the text, and meet where it was deleted. `path` names a node
 * of the spec, the items of lists by their `id` or `name` where they have one: `["invariants", "no-pii"]`. All null: the
 * agent as a whole.
 */
const commentPlaceSchema = z
  .strictObject({
    document: z.uuid().nullable().default(null),
    start: z.base64().max(400).nullable().default(null),
    end: z.base64().max(400).nullable().default(null),
    path: z
      .array(z.union([z.string().max(200), z.int().min(0)]))
      .max(20)
      .nullable()
      .default(null),
    /** The text as it was, for when it is gone. */
    quote: z.string().max(commentLimits.quote).default(''),
  })
  .refine(({ document, start, end }) => (start === null) === (end === null) && (start === null || document), {
    message: 'give "document", "start" and "end" together, or none of them',
  });
export type CommentPlace = z.infer<typeof commentPlaceSchema>;

/** Markdown is not read in it. `<@` and `>` around a member's user id mention them: they are told by mail. */
const commentBodySchema = z
  .string()
  .trim()
  .min(1, 'say something')
  .max(commentLimits.body, `at most ${commentLimits.body} characters`);

/** Null for somebody who has left and was erased; a name may be null for readers who see no members. */
const commentPersonSchema = z.object({ id: userIdSchema, name: z.string().nullable() });

const commentViewSchema = z.object({
  id: commentIdSchema,
  author: commentPersonSchema.nullable(),
  /** Whether the caller wrote it, and so may change it. */
  own: z.boolean(),
  body: z.string(),
  mentions: z.array(commentPersonSchema),
  created_at: z.iso.datetime(),
  edited_at: z.iso.datetime().nullable(),
});
export type CommentView = z.infer<typeof commentViewSchema>;

export const commentThreadSchema = z.object({
  id: commentThreadIdSchema,
  agent_id: agentIdSchema,
  place: z.object({
    document: z.uuid().nullable(),
    start: z.string().nullable(),
    end: z.string().nullable(),
    path: z.array(z.union([z.string(), z.int()])).nullable(),
    quote: z.string(),
  }),
  /** Oldest first. */
  comments: z.array(commentViewSchema),
  /** Whether another has said something that the caller has not seen. */
  unread: z.boolean(),
  resolved: z.object({ at: z.iso.datetime(), by: commentPersonSchema.nullable() }).nullable(),
  created_at: z.iso.datetime(),
});
export type CommentThread = z.infer<typeof commentThreadSchema>;
export const commentThreadPageSchema = pageOf(commentThreadSchema);

const commentStates = ['open', 'resolved', 'all'] as const;
export const listCommentsQuerySchema = pageInputSchema.extend({
  state: z.enum(commentStates).default('open'),
});
export const listCommentsInputSchema = listCommentsQuerySchema.extend({ agent_id: agentIdSchema });

export const startCommentThreadBodySchema = z.strictObject({
  place: commentPlaceSchema.prefault({}),
  body: commentBodySchema,
});
export const startCommentThreadInputSchema = startCommentThreadBodySchema.extend({ agent_id: agentIdSchema });

export const addCommentBodySchema = z.strictObject({ body: commentBodySchema });
export const addCommentInputSchema = addCommentBodySchema.extend({ thread_id: commentThreadIdSchema });

export const commentIdInputSchema = z.strictObject({ id: commentIdSchema });
export const editCommentInputSchema = addCommentBodySchema.extend({ id: commentIdSchema });

export const commentThreadIdInputSchema = z.strictObject({ id: commentThreadIdSchema });
export const resolveThreadBodySchema = z.strictObject({ resolved: z.boolean() });
export const resolveThreadInputSchema = resolveThreadBodySchema.extend({ id: commentThreadIdSchema });

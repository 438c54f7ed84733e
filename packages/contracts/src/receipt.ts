import { z } from 'zod';
import { agentIdSchema, runIdSchema, teamIdSchema } from './ids.ts';
import { tokenUsageSchema } from './run.ts';
import { approvalStateSchema, boundarySchema, invariantActionSchema } from './run-event.ts';
import { finalRunStatuses } from './run-status.ts';

/** The version of this form. A receipt of another form is another thing and says so. */
export const receiptFormat = 'agentfactory.receipt/v1';

/** SHA-256 in hex. Of a value, it is that of its canonical JSON (RFC 8785) in UTF-8. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const nanoUsd = z.int().min(0);
/** Whose part of the run this was: the path of a member of a team, null for the run's own agent. */
const member = z.string().nullable();

const modelCallSchema = z.strictObject({
  member,
  step: z.int().min(1),
  provider: z.string(),
  model: z.string(),
  finish_reason: z.enum(['stop', 'tool_calls', 'length', 'content_filter']),
  tokens: tokenUsageSchema.strict(),
  cost_nano_usd: nanoUsd,
  /** How many models were tried before this one answered. */
  fallbacks: count,
});

/** A rule at one place, and how often it was looked at there. A rule with other words is another rule. */
const invariantSchema = z.strictObject({
  /** Where it bound. */
  member,
  /** Its name in the spec of whoever worked there; `agent:rule` for one that an agent around it brought along. */
  id: z.string(),
  /** Of the rule's words. */
  says_sha256: sha256,
  at: boundarySchema,
  passed: count,
  violated: count,
  /** How often nobody could say, which counts as violated. */
  errors: count,
  last: z.enum(['passed', 'violated', 'error']),
  /** What was done when it was last not passed; null if it always was. */
  action: invariantActionSchema.nullable(),
  /** The model that judged, where one did. */
  judge: z.string().nullable(),
});

const toolSchema = z.strictObject({
  member,
  /** As the spec names it; of a name that no tool can have, `sha256:` and its hash, since a model made it up. */
  name: z.string(),
  called: count,
  ok: count,
  errors: count,
  denied: count,
  /** Of the arguments of each call, in order. */
  arguments_sha256: z.array(sha256),
});

const approvalSchema = z.strictObject({
  member,
  id: z.string(),
  about: z.enum(['tool', 'invariant']),
  subject: z.string(),
  value_sha256: sha256,
  state: approvalStateSchema,
  /** Who decided; null while it waits and where the clock did. */
  decided_by: z.string().nullable(),
  asked_at: z.iso.datetime(),
  /** When the run learned of the decision. */
  decided_at: z.iso.datetime().nullable(),
});

const memberSchema = z.strictObject({
  member: z.string(),
  agent: z.string(),
  spec_hash: z.string(),
  visits: count,
  last: z.enum(['started', 'succeeded', 'failed', 'refused', 'skipped']),
});

/**
 * What remains of a run, for whoever has to believe it: what ran, what bound it, what it cost, who said yes.
 * It holds no content; inputs, outputs, arguments and the words of rules appear as hashes. Money in 10⁻⁹ USD.
 */
export const receiptSchema = z.strictObject({
  format: z.literal(receiptFormat),
  run: z.strictObject({
    id: runIdSchema,
    team_id: teamIdSchema,
    agent_id: agentIdSchema,
    agent: z.string(),
    version: z.int(),
    spec_hash: z.string(),
    status: z.enum(finalRunStatuses),
    /** Why it did not succeed; null if it did. */
    error_code: z.string().nullable(),
    /** How often a worker took it up. */
    attempts: count,
    started_by: z.strictObject({ type: z.enum(['user', 'api_key']), id: z.string() }).nullable(),
    /** Null for a run that nobody worked on. */
    started_at: z.iso.datetime().nullable(),
    finished_at: z.iso.datetime(),
    input_sha256: sha256,
    output_sha256: sha256,
  }),
  model_calls: z.array(modelCallSchema),
  tokens: tokenUsageSchema.strict(),
  invariants: z.array(invariantSchema),
  tools: z.array(toolSchema),
  approvals: z.array(approvalSchema),
  members: z.array(memberSchema),
  /** Parts that broke though the run went on, by code. */
  errors: z.array(z.strictObject({ member, code: z.string(), count })),
  money: z.strictObject({
    unit: z.literal('nano_usd'),
    /** What the spec allows; null where that could not be read any more. */
    ceiling: nanoUsd.nullable(),
    /** The most that was set aside at one moment. */
    reserved_peak: nanoUsd,
    /** Model calls that were not made because the money would not have sufficed. */
    refused: count,
    spent: nanoUsd,
  }),
  /**
   * The log that this was made from. `head` is the last link of a chain over all events in order: each link is
   * the SHA-256 of the 32 bytes of the link before (zeros for the first) followed by the canonical JSON of
   * `{ at, data, seq }` in UTF-8, as `GET /v1/runs/{id}/events` gives it.
   */
  events: z.strictObject({ count: z.int().min(1), head: sha256 }),
  /** Thumbprint (RFC 7638) of the key that signed. */
  key_id: z.string(),
  /** Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of everything else, in base64url. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** What is signed: everything but the signature. */
export type ReceiptBody = Omit<Receipt, 'signature'>;

/** The public keys under which receipts are valid, newest first; as a JWK set (RFC 7517, RFC 8037). */
export const receiptKeysSchema = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
      kid: z.string(),
      x: z.string(),
      /** Day from which it signed; null where nobody said. */
      since: z.iso.date().nullable(),
    }),
  ),
});
export type ReceiptKeys = z.infer<typeof receiptKeysSchema>;

/** `not_a_receipt`: other JSON, or a field missing, changed in kind or added. */
export const receiptFaults = ['not_a_receipt', 'unknown_key', 'wrong_signature'] as const;
export type ReceiptFault = (typeof receiptFaults)[number];

export const receiptVerdictSchema = z.object({
  valid: z.boolean(),
  /** Null for a valid one. */
  reason: z.enum(receiptFaults).nullable(),
  /** What the receipt says that it was signed with; null where it does not say. */
  key_id: z.string().nullable(),
});
export type ReceiptVerdict = z.infer<typeof receiptVerdictSchema>;

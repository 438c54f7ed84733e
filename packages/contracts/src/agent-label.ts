import { z } from 'zod';
import { agentIdSchema } from './ids.ts';

/** Where a version stands on its way out. A label is moved from version to version; back is a move like any other. */
export const agentLabels = ['draft', 'staging', 'production'] as const;
export type AgentLabel = (typeof agentLabels)[number];
export const agentLabelSchema = z.enum(agentLabels);

/** SHA-256 of a spec's canonical form, in hex. */
const specHashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * A version of an agent as a call may ask for it: its number, the label that it carries, or the hash of its spec (of
 * several with one hash, the newest).
 */
export const versionReferenceSchema = z.union([z.int().min(1), agentLabelSchema, specHashSchema]);
export type VersionReference = z.infer<typeof versionReferenceSchema>;

/** What an API key's runs are of, where they name no version: what follows the agent, or what is fixed by its content. */
export const keyVersionSchema = z.union([agentLabelSchema, specHashSchema]);
export type KeyVersion = z.infer<typeof keyVersionSchema>;

/** `PUT /v1/agents/{id}/labels/{label}`. */
export const moveLabelBodySchema = z.strictObject({
  version: z.int().min(1),
  /** Where the label stands now as far as the caller knows, null for nowhere; another place is a `conflict`. */
  from_version: z.int().min(1).nullable().optional(),
  /** In the mover's words; kept with the move. */
  reason: z.string().trim().max(500).optional(),
});
export const moveLabelInputSchema = moveLabelBodySchema.extend({
  agent_id: agentIdSchema,
  label: agentLabelSchema,
});
export type MoveLabelInput = z.input<typeof moveLabelInputSchema>;

export const agentLabelInputSchema = z.strictObject({ agent_id: agentIdSchema, label: agentLabelSchema });

export const agentLabelViewSchema = z.object({
  label: agentLabelSchema,
  version: z.int(),
  spec_hash: z.string(),
  /** Whether moving it asks for an open gate with an attestation. */
  guarded: z.boolean(),
  /** The attestation that spoke for the move; null where none was asked for. */
  attestation_id: z.string().nullable(),
  reason: z.string().nullable(),
  moved_by: z.uuid().nullable(),
  moved_at: z.iso.datetime(),
});
export type AgentLabelView = z.infer<typeof agentLabelViewSchema>;

const agentLabelMoveViewSchema = agentLabelViewSchema.extend({
  move: z.int(),
  /** Null where the label was taken away. */
  version: z.int().nullable(),
  spec_hash: z.string().nullable(),
});
export type AgentLabelMoveView = z.infer<typeof agentLabelMoveViewSchema>;

export const agentLabelsViewSchema = z.object({
  /** Where each label stands now; one that was never set, or taken away, is left out. */
  items: z.array(agentLabelViewSchema),
  /** The newest 50 moves, newest first. */
  moves: z.array(agentLabelMoveViewSchema),
});
export type AgentLabelsView = z.infer<typeof agentLabelsViewSchema>;

import { z } from 'zod';
import { agentIdSchema, templateIdSchema, templateTryIdSchema } from './ids.ts';
import { specChangeViewSchema, templateLicences, templateStatuses } from './template.ts';
import { reviewViewSchema } from './template-reviews.ts';

const count = z.int().min(0);
const instant = z.iso.datetime();

export const tryTemplateInputSchema = z.strictObject({
  /** What the agent is asked; or `input`, where it takes more than a question. */
  query: z.string().min(1).max(20_000).optional(),
  input: z.record(z.string(), z.unknown()).optional(),
});
export type TryTemplateInput = z.input<typeof tryTemplateInputSchema>;

/** A sealed run. What was asked and answered; of calls their names alone. */
export const templateTrySchema = z.object({
  id: templateTryIdSchema,
  template_id: templateIdSchema,
  status: z.enum(['queued', 'running', 'succeeded', 'failed']),
  input: z.record(z.string(), z.unknown()),
  output: z.json(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  calls: z.array(z.object({ tool: z.string(), outcome: z.string() })),
  invariants: z.array(z.object({ id: z.string(), verdict: z.string() })),
  cost_usd: z.number(),
  duration_ms: count,
  created_at: instant,
  finished_at: instant.nullable(),
});
export type TemplateTry = z.infer<typeof templateTrySchema>;
export const templateTriesSchema = z.object({
  items: z.array(templateTrySchema),
  /** How many more of the current version. */
  left: count,
});
export type TemplateTries = z.infer<typeof templateTriesSchema>;

export const fidelityGapKinds = ['tool', 'connection', 'model', 'name'] as const;
/** What a team lacks for a version to run as it was measured. */
export const fidelityGapSchema = z.object({
  kind: z.enum(fidelityGapKinds),
  what: z.string(),
  /** Nothing runs without it; or it runs otherwise than measured. */
  blocking: z.boolean(),
  says: z.string(),
  /** A page of the web app where it can be put right. */
  fix_path: z.string().nullable(),
});
export const fidelitySchema = z.object({
  template_id: templateIdSchema,
  version: z.int().min(1),
  owned: z.boolean(),
  /** Whether all that is needed is there. */
  ready: z.boolean(),
  gaps: z.array(fidelityGapSchema),
});
export type Fidelity = z.infer<typeof fidelitySchema>;
export type FidelityGap = z.infer<typeof fidelityGapSchema>;

export const deployTemplateInputSchema = z.strictObject({
  /** For the agent; the template's own if left out. Members get it in front of theirs where theirs is taken. */
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/, { error: 'must be lower-case letters, digits and dashes' })
    .optional(),
  /** Deploys though something is missing, as long as nothing blocks. */
  accept_gaps: z.boolean().default(false),
});
export type DeployTemplateInput = z.input<typeof deployTemplateInputSchema>;
export const deployedTemplateSchema = z.object({
  template_id: templateIdSchema,
  version: z.int().min(1),
  agent_id: agentIdSchema,
  name: z.string(),
  /** All agents that were made, the one that is run first. */
  agents: z.array(z.object({ agent_id: agentIdSchema, name: z.string() })),
  licence: z.enum(templateLicences),
  editable: z.boolean(),
  gaps: z.array(fidelityGapSchema),
});
export type DeployedTemplate = z.infer<typeof deployedTemplateSchema>;

/** Where an agent came from, and whether there is a newer version of it. */
export const templateUpdateSchema = z.object({
  agent_id: agentIdSchema,
  template_id: templateIdSchema,
  title: z.string(),
  licence: z.enum(templateLicences),
  editable: z.boolean(),
  from_version: z.int().min(1),
  to_version: z.int().min(1).nullable(),
  /** Whether the team changed what it got: an update takes the place of that. */
  changed_here: z.boolean(),
  changelog: z.string().nullable(),
  /** By risk, worst first; empty where there is nothing newer. */
  changes: z.array(specChangeViewSchema),
});
export type TemplateUpdate = z.infer<typeof templateUpdateSchema>;
export const applyTemplateUpdateInputSchema = z.strictObject({
  /** The version that the changes were read for: another is a `conflict`. */
  to_version: z.int().min(1),
  /** Needed where the team changed what it got. */
  overwrite: z.boolean().default(false),
});

export const libraryItemSchema = z.object({
  template_id: templateIdSchema,
  title: z.string(),
  publisher: z.string(),
  licence: z.enum(templateLicences),
  status: z.enum(templateStatuses),
  version: z.int().min(1),
  /** Agents of the team that were made of it. */
  agents: z.array(z.object({ agent_id: agentIdSchema, name: z.string(), version: z.int().min(1) })),
  own_review: reviewViewSchema.nullable(),
});
export const librarySchema = z.object({ items: z.array(libraryItemSchema) });
export type Library = z.infer<typeof librarySchema>;

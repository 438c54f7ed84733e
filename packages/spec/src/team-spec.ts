import { z } from 'zod';
import { agentSpecSchema, modelChoiceSchema, specHeadShape } from './agent-spec.ts';

const agentName = z.string().min(1);
const team = { ...specHeadShape, kind: z.literal('Team') };

const memberSchema = z.strictObject({
  agent: agentName,
  description: z.string(),
  /** Words that route a request to this member before any model is asked (`pattern: router`). */
  keywords: z.array(z.string()),
});
export type TeamMember = z.infer<typeof memberSchema>;

const edgeSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  /** CEL over `state` and `input`; left out: always. */
  when: z.string().exactOptional(),
  /** How often the edge may be taken in one run; every cycle needs one. */
  atMost: z.int().min(1).exactOptional(),
});
export type TeamEdge = z.infer<typeof edgeSchema>;

/** Agents put together. What a member does is its own spec's business; a team says who works when. */
export const teamSpecSchema = z.discriminatedUnion('pattern', [
  /** One member answers: the one whose keywords occur most, else the one that a model picks, else the default. */
  z.strictObject({
    ...team,
    pattern: z.literal('router'),
    members: z.array(memberSchema).min(1),
    default: agentName,
    model: modelChoiceSchema,
  }),
  /** Each member works on what the one before it made. */
  z.strictObject({ ...team, pattern: z.literal('sequence'), members: z.array(memberSchema).min(1) }),
  /** All members work on the same request; `merge` makes one answer of theirs, or they stand side by side. */
  z.strictObject({
    ...team,
    pattern: z.literal('parallel'),
    members: z.array(memberSchema).min(2),
    merge: agentName.exactOptional(),
  }),
  /** One agent hands out work to the members until it is done. */
  z.strictObject({
    ...team,
    pattern: z.literal('supervisor'),
    supervisor: agentName,
    members: z.array(memberSchema).min(1),
  }),
  z.strictObject({
    ...team,
    pattern: z.literal('plan-execute'),
    planner: agentName,
    executor: agentName,
    persistence: agentName.exactOptional(),
  }),
  /** Nodes and edges spelled out; `START` and `END` are given. */
  z.strictObject({
    ...team,
    pattern: z.literal('graph'),
    nodes: z.record(z.string(), z.strictObject({ agent: agentName })),
    edges: z.array(edgeSchema).min(1),
  }),
]);
export type TeamSpec = z.infer<typeof teamSpecSchema>;
export type TeamPattern = TeamSpec['pattern'];
export const teamPatterns = [
  'router',
  'sequence',
  'parallel',
  'supervisor',
  'plan-execute',
  'graph',
] as const satisfies TeamPattern[];

/** For reading a normalised spec back from where it was stored; authors' texts go through `parseSpec`. */
export const specSchema = z.union([agentSpecSchema, teamSpecSchema]);
export type Spec = z.infer<typeof specSchema>;

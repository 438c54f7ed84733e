import { z } from 'zod';

interface WebhookEventRule {
  /** When it is sent, for whoever chooses. */
  says: string;
  /** What `data` holds. Ids, names and figures; what a run said or read is fetched with a key. */
  data: z.ZodObject;
}

const text = z.string();
const instant = z.iso.datetime();
const runFields = {
  run_id: text,
  agent_id: text,
  agent: text,
  thread_id: text,
  status: text,
  cost_usd: z.number(),
  error_code: text.nullable(),
};
const approvalFields = { approval_id: text, run_id: text, agent_id: text, about: text, name: text };

/** Every event that a team can be told of. A name without its sender is not in here. */
export const webhookEventTypes = {
  'run.finished': { says: 'A run ended, however it ended.', data: z.strictObject(runFields) },
  'run.failed': { says: 'A run failed or was refused by its rules.', data: z.strictObject(runFields) },
  'approval.requested': {
    says: 'A run waits for somebody to decide.',
    data: z.strictObject({ ...approvalFields, expires_at: instant }),
  },
  'approval.decided': {
    says: 'Somebody, or the clock, decided.',
    data: z.strictObject({ ...approvalFields, state: text, decided_by: text.nullable() }),
  },
  'quota.warning': {
    says: 'Most of a quota or budget of this period is used.',
    data: z.strictObject({
      what: z.enum(['runs', 'tokens', 'team_budget', 'key_budget']),
      /** Runs, tokens or US dollars. */
      used: z.number(),
      limit: z.number(),
      /** Whose budget it is, where it is a key's. */
      key_id: text.nullable(),
      resets_at: instant,
    }),
  },
  'member.joined': {
    says: 'Somebody joined the team.',
    data: z.strictObject({ user_id: text, email: text.nullable(), role: text }),
  },
  'member.left': {
    says: 'Somebody left the team or was removed.',
    data: z.strictObject({ user_id: text, email: text.nullable(), role: text }),
  },
  'schedule.paused': {
    says: 'A schedule switched itself off, since its runs were refused.',
    data: z.strictObject({ schedule_id: text, name: text, agent_id: text, reason: text }),
  },
} as const satisfies Record<`${string}.${string}`, WebhookEventRule>;

export type WebhookEventType = keyof typeof webhookEventTypes;
export const webhookEventNames = Object.keys(webhookEventTypes) as readonly WebhookEventType[];
export type WebhookEventData<T extends WebhookEventType> = z.infer<(typeof webhookEventTypes)[T]['data']>;

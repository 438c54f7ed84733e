import type {
  AgentId,
  DeliveryVerdict,
  TriggerId,
  TriggerMapping,
  TriggerScheme,
} from '@agent-factory/contracts';
import { sql } from 'kysely';

/** What members see of a trigger; its envelopes are the worker's alone. */
export interface TriggerRow {
  id: TriggerId;
  agentId: AgentId;
  agentName: string;
  name: string;
  scheme: TriggerScheme;
  mapping: TriggerMapping;
  enabled: boolean;
  ratePerMinute: number;
  secretHint: string;
  oldUntil: Date | null;
  createdAt: Date;
  lastAt: Date | null;
  lastVerdict: DeliveryVerdict | null;
}

/** The columns of a TriggerRow, of `trigger` joined with its `agent` and its `newest` delivery. */
export const triggerColumns = sql`
  trigger.id, trigger.agent_id as "agentId", agent.name as "agentName", trigger.name, trigger.scheme,
  trigger.mapping, trigger.enabled, trigger.rate_per_minute as "ratePerMinute",
  trigger.secret_hint as "secretHint", trigger.old_until as "oldUntil", trigger.created_at as "createdAt",
  newest.at as "lastAt", newest.verdict as "lastVerdict"`;

export const triggersJoined = sql`
  public.triggers trigger
  join public.agents agent on agent.team_id = trigger.team_id and agent.id = trigger.agent_id
  left join lateral (
    select delivery.at, delivery.verdict from public.trigger_deliveries delivery
    where delivery.team_id = trigger.team_id and delivery.trigger_id = trigger.id
    order by delivery.seq desc limit 1
  ) newest on true`;

/** A trigger as a call of it needs it, its secrets still closed. */
export interface SealedTriggerRow {
  id: TriggerId;
  agentId: AgentId;
  name: string;
  scheme: TriggerScheme;
  mapping: TriggerMapping;
  enabled: boolean;
  ratePerMinute: number;
  envelope: Buffer;
  oldEnvelope: Buffer | null;
  oldUntil: Date | null;
}

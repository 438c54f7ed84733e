import type { Actor, ApiKeyId, ScheduleId, TriggerId } from '@agent-factory/contracts';

/** A schedule or trigger that a run is started for, by the system. */
export type RunFor =
  | {
      scheduleId: ScheduleId;
      name: string /** Who asked for it before it was due. */;
      askedBy: string | null;
    }
  | { triggerId: TriggerId; name: string };

export interface RunOriginRow {
  createdBy: string | null;
  apiKeyId: ApiKeyId | null;
  scheduleId: ScheduleId | null;
  triggerId: TriggerId | null;
  startedAs: string | null;
}

/** What a run's row says of what it was started by. The transaction itself stamps the key. */
export function startedBy(actor: Actor, runFor: RunFor | undefined): RunOriginRow {
  const nobody = { createdBy: null, apiKeyId: null, scheduleId: null, triggerId: null, startedAs: null };
  if (runFor !== undefined) {
    const { name: startedAs } = runFor;
    if ('triggerId' in runFor) return { ...nobody, triggerId: runFor.triggerId, startedAs };
    return { ...nobody, scheduleId: runFor.scheduleId, createdBy: runFor.askedBy, startedAs };
  }
  if (actor.type === 'apiKey') return { ...nobody, apiKeyId: actor.keyId, startedAs: actor.name };
  return { ...nobody, createdBy: actor.type === 'user' ? actor.userId : null };
}

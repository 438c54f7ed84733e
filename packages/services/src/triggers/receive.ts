import {
  AppError,
  type HookAnswer,
  isAppError,
  type TeamId,
  type TriggerId,
  triggerIdSchema,
} from '@agent-factory/contracts';
import {
  findTeamOfTrigger,
  type NewDelivery,
  noteDelivery,
  type SealedTriggerRow,
  selectPinnedVersion,
  selectSealedTrigger,
  withTenant,
} from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { secondsOf } from '../rate-limits/count-request.ts';
import { loadSpec } from '../runs/execution/load-spec.ts';
import { startRun } from '../runs/start.ts';
import { contextFor, type ServiceContext, type Services } from '../service-context.ts';
import { fieldsOf } from './input-field.ts';
import { mapBody } from './map-body.ts';
import { secretFor, triggerPlace } from './trigger-secret.ts';
import { type HookCall, type VerifiedCall, verifyCall } from './verify-call.ts';

/** What an address that nobody has is checked against, so that its answer takes as long. */
const nobodysSecret = secretFor('standard', undefined);

/**
 * Takes a call of a trigger from somebody who has nothing but its address and, if the signature is good, its secret.
 * Errors: `unauthenticated`, in one wording, for an address that nobody has and for a call that is not signed by its
 * secret within five minutes; `forbidden` while it is off, `rate_limited`, `invalid_input` for a body that does not
 * become an input, and those of `startRun`. A call that comes again answers with the run that it started.
 */
export async function receiveHook({
  services,
  triggerId,
  call,
}: {
  services: Services;
  triggerId: string;
  call: HookCall;
}): Promise<HookAnswer> {
  const now = services.clock.now();
  const id = triggerIdSchema.safeParse(triggerId);
  const teamId = id.success ? await findTeamOfTrigger(services.db, id.data) : undefined;
  if (!id.success || teamId === undefined) {
    verifyCall('standard', call, [nobodysSecret], now);
    throw unsigned();
  }
  const ctx = contextFor(services, { type: 'system', teamId, reason: 'receive_hook' });
  const trigger = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectSealedTrigger(tx, { id: id.data, teamId }),
  );
  if (trigger === undefined) throw unsigned();
  const verified = verifyCall(trigger.scheme, call, openSecrets(services, teamId, trigger, now), now);
  const note = noteOf(ctx, trigger, verified?.deliveryId ?? null, call.body.length);
  if (verified === null) {
    await note({ verdict: 'unsigned', message: 'The signature, its time or a header of it is not good.' });
    throw unsigned();
  }
  if (!trigger.enabled) {
    await note({ verdict: 'off' });
    throw new AppError('forbidden', 'This trigger is switched off. Whoever owns it can switch it on.');
  }
  await requireRoom(ctx, trigger, note);
  if (trigger.scheme === 'github' && call.headers['x-github-event'] === 'ping') {
    await note({ verdict: 'pinged' });
    return { verdict: 'pinged', run_id: null };
  }
  try {
    const run = await start(ctx, trigger, call, verified);
    const verdict = await note({ verdict: 'started', runId: run.run_id });
    return { verdict: verdict === 'repeated' ? 'repeated' : 'started', run_id: run.run_id };
  } catch (error) {
    if (isAppError(error)) await note({ verdict: 'refused', message: error.message.slice(0, 2_000) });
    throw error;
  }
}

function unsigned(): AppError {
  return new AppError('unauthenticated', 'The call is not signed as it has to be.');
}

/** The present secret and, while it is good, the one before. */
function openSecrets(
  { secrets }: Services,
  teamId: TeamId,
  trigger: SealedTriggerRow,
  now: number,
): string[] {
  const { id, envelope, oldEnvelope, oldUntil } = trigger;
  const isOldGood = oldEnvelope !== null && oldUntil !== null && oldUntil.getTime() > now;
  const place = triggerPlace(teamId, id);
  return [envelope, ...(isOldGood ? [oldEnvelope] : [])].map((sealed) => secrets.vault.open(sealed, place));
}

type Note = (
  what: Pick<NewDelivery, 'verdict'> & Partial<Pick<NewDelivery, 'runId' | 'message'>>,
) => Promise<NewDelivery['verdict']>;

function noteOf(
  ctx: ServiceContext,
  { id: triggerId }: { id: TriggerId },
  deliveryId: string | null,
  sizeBytes: number,
): Note {
  const { teamId } = ctx.actor;
  const call = { teamId, triggerId, deliveryId, sizeBytes };
  return (what) =>
    withTenant(ctx.db, ctx.actor, (tx) => noteDelivery(tx, { runId: null, message: null, ...what, ...call }));
}

/** Of calls with a good signature alone: nobody without the secret uses up the room of those who have it. */
async function requireRoom(
  ctx: ServiceContext,
  { id, ratePerMinute }: SealedTriggerRow,
  note: Note,
): Promise<void> {
  const { admitted, resetMs } = await ctx.rateLimits.hit(id, ratePerMinute);
  if (admitted) return;
  await note({ verdict: 'limited' });
  const retryAfterSeconds = secondsOf(resetMs);
  const message = `This trigger takes ${ratePerMinute} calls a minute. Try again in ${retryAfterSeconds} s.`;
  throw new AppError('rate_limited', message, { retryAfterSeconds });
}

async function start(
  ctx: ServiceContext,
  { id, agentId, name, mapping }: SealedTriggerRow,
  call: HookCall,
  { replayKey }: VerifiedCall,
) {
  const { teamId } = ctx.actor;
  const spec = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const pinned = await selectPinnedVersion(tx, { agentId, teamId, version: null });
    if (pinned === undefined || pinned.id === null) throw notFound('agent');
    return loadSpec(tx, { id: pinned.id, teamId, specHash: pinned.specHash });
  });
  return startRun({
    ctx,
    input: {
      agent_id: agentId,
      input: await mapBody(mapping, call.body, fieldsOf(spec)),
      idempotency_key: `${id}:${replayKey}`,
    },
    runFor: { triggerId: id, name },
  });
}

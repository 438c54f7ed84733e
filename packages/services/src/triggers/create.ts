import {
  AppError,
  type CreateTriggerInput,
  createTriggerInputSchema,
  newId,
  type TriggerSecretView,
} from '@agent-factory/contracts';
import { insertTrigger, selectPinnedVersion, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { checkMapping } from './check-mapping.ts';
import { readTrigger } from './read-trigger.ts';
import { hintOf, secretFor, triggerPlace } from './trigger-secret.ts';
import { triggerView } from './trigger-view.ts';

const atMost = 200;

/**
 * An address at which signed calls start the agent. Its secret is in the answer and never shown again. Errors:
 * `not_found` (agent), `invalid_input` for an expression or secret that will not do, `conflict` where the team has 200.
 */
export async function createTrigger({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CreateTriggerInput;
}): Promise<TriggerSecretView> {
  const { actor } = ctx;
  requireScope(actor, 'runs:write');
  const given = parseInput(createTriggerInputSchema, input);
  const { agent_id: agentId, name, scheme, mapping, rate_per_minute: ratePerMinute } = given;
  requireAgent(actor, agentId);
  await checkMapping(mapping);
  const secret = secretFor(scheme, given.secret);
  const now = ctx.clock.now();
  const id = newId('trigger', now);
  const { teamId } = actor;
  const { vault } = ctx.secrets;
  const envelope = vault.seal(secret, triggerPlace(teamId, id));
  const row = await withTenant(ctx.db, actor, async (tx) => {
    const pinned = await selectPinnedVersion(tx, { agentId, teamId, version: null });
    if (pinned === undefined) throw notFound('agent');
    const inserted = await insertTrigger(tx, {
      ...{ id, teamId, agentId, name, scheme, mapping, ratePerMinute, envelope, atMost },
      keyVersion: vault.currentKeyId,
      secretHint: hintOf(secret),
      createdBy: actor.type === 'user' ? actor.userId : null,
    });
    if (!inserted) {
      throw new AppError('conflict', `A team has at most ${atMost} triggers. Delete one that is not used.`);
    }
    const after = { name, agent_id: agentId, signature: scheme, enabled: true };
    await recordAudit(tx, ctx, { action: 'trigger.created', target: { id, name }, after });
    return readTrigger(tx, { id, teamId });
  });
  return { ...triggerView(row, now), secret };
}

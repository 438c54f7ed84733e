import {
  type AgentId,
  type ApiKeyCreated,
  AppError,
  type CreateApiKeyInput,
  createApiKeyInputSchema,
  newId,
  usdToNanoUsd,
} from '@agent-factory/contracts';
import { agentWasMade, insertApiKey, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { leastRoleFor, withReads } from '../access/scopes.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { canonicalRanges } from './ip-range.ts';
import { hintOf, makeKeyText } from './key-text.ts';
import { apiKeyView } from './key-view.ts';
import { requireNarrower } from './require-narrower.ts';

const atMost = 100;

/**
 * Makes a key and shows it, this once. Errors: `forbidden` for anything that the caller may not do itself,
 * `not_found` for an agent that is not the team's, `conflict` when the team has 100 live keys.
 */
export async function createApiKey({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CreateApiKeyInput;
}): Promise<ApiKeyCreated> {
  const { actor } = ctx;
  requireScope(actor, 'keys:write');
  const { name, scopes, agent_ids, expires_at, budget_usd, ip_allow, agent_version } = parseInput(
    createApiKeyInputSchema,
    input,
  );
  const now = ctx.clock.now();
  const expiresAt = expires_at ? new Date(expires_at) : null;
  if (expiresAt !== null && expiresAt.getTime() <= now) {
    throw new AppError('invalid_input', 'expires_at: must lie in the future.');
  }
  const secret = makeKeyText();
  const key = {
    id: newId('apiKey', now),
    teamId: actor.teamId,
    name,
    hint: hintOf(secret),
    scopes: withReads(scopes),
    agentIds: agent_ids ? [...new Set(agent_ids)] : null,
    budgetNanoUsd: typeof budget_usd === 'number' ? usdToNanoUsd(budget_usd) : null,
    ipAllow: canonicalRanges(ip_allow),
    agentVersion: agent_version ?? null,
    expiresAt,
    createdBy: actor.type === 'user' ? actor.userId : null,
  };

  await requireOwnAgents(ctx, key.agentIds ?? []);
  return withTenant(ctx.db, actor, async (tx) => {
    await requireNarrower(tx, actor, key);
    const inserted = await insertApiKey(tx, {
      ...key,
      secretHash: ctx.secrets.hashApiKey(secret),
      actsAs: leastRoleFor(key.scopes),
      atMost,
    });
    if (inserted === undefined) {
      throw new AppError('conflict', `A team has at most ${atMost} API keys. Revoke one that is not used.`);
    }
    const view = apiKeyView({ ...key, ...unused, createdAt: inserted.createdAt }, actor);
    await recordAudit(tx, ctx, { action: 'key.created', target: { id: key.id, name }, after: view });
    return { ...view, secret };
  });
}

const unused = {
  spentNanoUsd: 0,
  lastUsedAt: null,
  lastUsedFrom: null,
  rotatedAt: null,
  previousHint: null,
  previousUntil: null,
  revokedAt: null,
} as const;

/** Asked by the system: who may make keys need not be able to read agents. */
async function requireOwnAgents(ctx: ServiceContext, ids: readonly AgentId[]): Promise<void> {
  if (ids.length === 0) return;
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, { type: 'system', teamId, reason: 'make_api_key' }, async (tx) => {
    for (const id of ids) if (!(await agentWasMade(tx, { id, teamId }))) throw notFound('agent');
  });
}

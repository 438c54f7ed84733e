import type { Library } from '@agent-factory/contracts';
import { listOwnedTemplates, listOwnReviews, listRootDeployments, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { reviewView } from './template-view.ts';

const most = 500;

/** What the team owns, the agents that it made of it, and the caller's own reviews. */
export async function readLibrary({ ctx }: { ctx: ServiceContext }): Promise<Library> {
  requireScope(ctx.actor, 'marketplace:read', 'marketplace:write');
  const { actor } = ctx;
  const { teamId } = actor;
  return withTenant(ctx.db, actor, async (tx) => {
    const owned = await listOwnedTemplates(tx, most);
    const deployments = await listRootDeployments(tx, { teamId });
    const reviews = actor.type === 'user' ? await listOwnReviews(tx, { teamId, userId: actor.userId }) : [];
    return {
      items: owned.map((row) => {
        const review = reviews.find(({ templateId }) => templateId === row.templateId);
        return {
          template_id: row.templateId,
          title: row.title,
          publisher: row.publisher,
          licence: row.licence,
          status: row.status,
          version: row.number,
          agents: deployments
            .filter(({ templateId }) => templateId === row.templateId)
            .map(({ agentId, name, versionNumber }) => ({ agent_id: agentId, name, version: versionNumber })),
          own_review: review === undefined ? null : reviewView(review),
        };
      }),
    };
  });
}

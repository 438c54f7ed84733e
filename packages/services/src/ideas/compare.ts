import {
  compareIdeasInputSchema,
  type IdeaComparison,
  type IdeaMeasure,
  type IdeaVerdict,
  type IdeaView,
  ideaMeasures,
} from '@agent-factory/contracts';
import { selectIdeas, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { ideaView } from './idea-view.ts';
import { settleIdeas } from './settle-ideas.ts';

/** Of the others less is better. */
const moreIsBetter: ReadonlySet<IdeaMeasure> = new Set([
  'novelty_score',
  'market_size_score',
  'estimated_mrr',
]);
const order: readonly IdeaVerdict[] = ['BUILD', 'ITERATE', 'INCONCLUSIVE', 'KILL'];

/** Ideas side by side, best verdict first, else as they were named. Errors: `not_found` if the team lacks one of them. */
export async function compareIdeas({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof compareIdeasInputSchema>;
}): Promise<IdeaComparison> {
  requireScope(ctx.actor, 'runs:read', 'runs:write');
  const { idea_ids: ids } = parseInput(compareIdeasInputSchema, input);
  const { teamId } = ctx.actor;
  const found = await withTenant(ctx.db, ctx.actor, (tx) => selectIdeas(tx, { ids, teamId }));
  if (found.length < ids.length) throw notFound('idea');
  const views = (await settleIdeas(ctx, found)).map(ideaView);
  views.sort((a, b) => rankOf(a) - rankOf(b) || ids.indexOf(a.idea_id) - ids.indexOf(b.idea_id));
  const best = Object.fromEntries(ideaMeasures.map((measure) => [measure, bestIn(views, measure)]));
  return { items: views, best: best as IdeaComparison['best'] };
}

function rankOf({ evaluation }: IdeaView): number {
  return evaluation === null ? order.length : order.indexOf(evaluation.verdict);
}

function bestIn(views: readonly IdeaView[], measure: IdeaMeasure): IdeaView['idea_id'][] {
  const known = views.flatMap(({ idea_id, evaluation }) => {
    const value = evaluation?.[measure] ?? null;
    return value === null ? [] : [{ idea_id, value: moreIsBetter.has(measure) ? value : -value }];
  });
  const most = Math.max(...known.map(({ value }) => value));
  return known.flatMap(({ idea_id, value }) => (value === most ? [idea_id] : []));
}

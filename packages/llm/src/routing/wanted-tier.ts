import type { Tier } from '../catalogue/catalogue-model.ts';
import type { ModelRequest, ModelTask } from '../model-port.ts';
import type { Offer } from './candidate.ts';
import { tierOf } from './task-traits.ts';

const tiers: readonly Tier[] = [1, 2, 3];

/**
 * The tier that a model should have: the task's, or for a cascade the lowest, and after refused answers one above the
 * best model that was refused.
 */
export function wantedTier(
  { refused }: Pick<ModelRequest, 'refused'>,
  task: ModelTask,
  offers: readonly Offer[],
): Tier {
  if (refused === undefined) return tierOf[task];
  if (refused.length === 0) return 1;
  const tried = offers.flatMap(({ models }) => models.filter(({ id }) => refused.includes(id)));
  const best = Math.max(0, ...tried.map(({ tier }) => tier));
  return tiers.find((tier) => tier > best) ?? 3;
}

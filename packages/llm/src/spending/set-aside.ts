import { AppError, nanoUsdToUsd } from '@agent-factory/contracts';
import type { Ceiling } from '../model-port.ts';

/**
 * Sets the worst case of a try aside in every ceiling, or in none: then AppError `cost_ceiling`. What it returns gives
 * the money back and counts the cost; called again it does nothing. An unknown worst case fits under no ceiling.
 */
export function setAside(
  ceilings: readonly Ceiling[] | undefined,
  worstNanoUsd: number | null,
): (costNanoUsd: number) => void {
  if (ceilings === undefined || ceilings.length === 0) return () => {};
  const wanted = worstNanoUsd;
  if (wanted === null) throw new AppError('cost_ceiling', 'The price of this model is unknown.');
  const held: Ceiling[] = [];
  for (const ceiling of ceilings) {
    if (ceiling.reserve(wanted)) held.push(ceiling);
    else {
      for (const each of held) each.settle(wanted, 0);
      throw new AppError(
        'cost_ceiling',
        `This call could cost up to $${nanoUsdToUsd(wanted)}, more than a ceiling around it has left.`,
      );
    }
  }
  return (costNanoUsd) => {
    for (const each of held.splice(0)) each.settle(wanted, costNanoUsd);
  };
}

import type { RunEvent } from '../trpc/outputs.ts';

/** What a run has set aside and spent, in 10⁻⁹ USD. */
export interface Money {
  /** Set aside for calls under way: amounts in order, by the place and step of the call. */
  holds: ReadonlyMap<string, readonly number[]>;
  spentNanoUsd: number;
}

export const noMoney: Money = { holds: new Map(), spentNanoUsd: 0 };

/**
 * Figures in reservation events are those of the tightest ceiling around a call, which may be a member's. What the run
 * as a whole holds and has spent is added up from the single amounts instead.
 */
export function moneyAfter(money: Money, data: RunEvent['data']): Money {
  switch (data.type) {
    case 'run.started':
      // What an earlier attempt had set aside was given back, or paid, before this one began.
      return money.holds.size === 0 ? money : { ...money, holds: new Map() };
    case 'reservation': {
      if (data.action === 'refused') return money;
      const call = `${data.member ?? ''}#${data.step}`;
      const held = money.holds.get(call) ?? [];
      const holds = new Map(money.holds);
      if (data.action === 'held') return { ...money, holds: holds.set(call, [...held, data.cost_nano_usd]) };
      const left = held.slice(1);
      if (left.length === 0) holds.delete(call);
      else holds.set(call, left);
      return { holds, spentNanoUsd: money.spentNanoUsd + data.cost_nano_usd };
    }
    case 'run.finished':
      return { holds: new Map(), spentNanoUsd: data.cost_nano_usd };
    default:
      return money;
  }
}

export function heldNanoUsd({ holds }: Money): number {
  let sum = 0;
  for (const amounts of holds.values()) for (const amount of amounts) sum += amount;
  return sum;
}

import type { Me } from '../trpc/outputs.ts';

/** Buying, refunds and payouts are for owners and admins of a team. */
export function mayBuy(me: Me): boolean {
  return me.team.role === 'owner' || me.team.role === 'admin';
}

/** What costs nothing, everybody may get who may change something in the team. */
export function mayGet(me: Me, priceMinor: number): boolean {
  return priceMinor === 0 ? me.team.role !== 'viewer' : mayBuy(me);
}

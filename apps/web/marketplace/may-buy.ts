import type { Me } from '../trpc/outputs.ts';

/** Buying, refunds and payouts are for owners and admins of a team. */
export function mayBuy(me: Me): boolean {
  return me.team.role === 'owner' || me.team.role === 'admin';
}

import { planTerms } from '@agent-factory/billing';
import { AppError, type Plan, plans } from '@agent-factory/contracts';

/** Which part of a worker's places the runs of one team may take at once, by its plan. 1 is all of them. */
export type TeamShares = Readonly<Record<Plan, number>>;

export const defaultTeamShares: TeamShares = {
  free: planTerms.free.workerShare,
  pro: planTerms.pro.workerShare,
  enterprise: planTerms.enterprise.workerShare,
};

/**
 * `free=0.25,pro=0.5`: what is left out keeps its default. Throws `invalid_input` for a plan that there is not, or a
 * share that is not between 0 and 1.
 */
export function parseTeamShares(text: string | undefined): TeamShares {
  const shares: Record<Plan, number> = { ...defaultTeamShares };
  for (const entry of (text ?? '').split(',').filter((part) => part.trim() !== '')) {
    const [name, value] = entry.split('=').map((part) => part.trim());
    const plan = plans.find((one) => one === name);
    const share = Number(value);
    if (plan === undefined || !(share > 0 && share <= 1)) {
      const message = `WORKER_TEAM_SHARES must be like "free=0.25,pro=0.5", shares above 0 and up to 1 of: ${plans.join(', ')}.`;
      throw new AppError('invalid_input', message);
    }
    shares[plan] = share;
  }
  return shares;
}

/** How many of `places` that is; at least one, or the team would never run anything. */
export function slotsOf(share: number, places: number): number {
  return share >= 1 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(share * places));
}

import { requireMinor, shareDown } from './minor.ts';

/** The platform's part of a sale, in hundredths of a percent. */
export const platformShareBps = 3_000;
const whole = 10_000;

export interface SaleSplit {
  creatorMinor: number;
  platformMinor: number;
}

/**
 * 70 % to the creator, 30 % to the platform, of what is left without tax. What does not divide goes to the creator,
 * always: the platform rounds its own part down, so nobody is ever paid less than the share that they were promised.
 * 19.00 → 13.30 + 5.70; 1.01 → 0.71 + 0.30.
 */
export function splitSale(netMinor: number): SaleSplit {
  requireMinor(netMinor, 'the sale');
  if (netMinor < 0) throw new RangeError('a sale is not negative');
  const platformMinor = shareDown(netMinor, platformShareBps, whole);
  return { creatorMinor: netMinor - platformMinor, platformMinor };
}

/** One level of a fork's lineage, nearest parent first. */
export interface Royalty {
  teamId: string;
  /** What the level below passes up of what reaches it, in hundredths of a percent, as agreed when it forked. */
  shareBps: number;
}

export interface CreatorPart {
  teamId: string;
  amountMinor: number;
}

/**
 * What each level of the lineage keeps of the creators' part: a level passes its agreed share up, rounded down, and
 * keeps the rest. A team that stands on several levels gets the sum. Levels that get nothing are left out.
 */
export function splitRoyalties(
  creatorMinor: number,
  seller: string,
  lineage: readonly Royalty[],
): CreatorPart[] {
  const parts = new Map<string, number>();
  let reaching = creatorMinor;
  let level = seller;
  for (const { teamId, shareBps } of lineage) {
    if (!(Number.isInteger(shareBps) && shareBps >= 0 && shareBps <= whole)) {
      throw new RangeError('a royalty is between 0 and 10,000 hundredths of a percent');
    }
    const passed = shareDown(reaching, shareBps, whole);
    parts.set(level, (parts.get(level) ?? 0) + reaching - passed);
    reaching = passed;
    level = teamId;
  }
  parts.set(level, (parts.get(level) ?? 0) + reaching);
  return [...parts]
    .filter(([, amountMinor]) => amountMinor > 0)
    .map(([teamId, amountMinor]) => ({ teamId, amountMinor }));
}

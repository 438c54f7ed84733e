import { normalQuantile } from './normal.ts';

export interface PlannedComparison {
  /** The difference of pass rates that must not be missed, from 0 to 1. */
  difference: number;
  /** The share of cases on which the two versions differ, from `difference` to 1. */
  discordant: number;
  /** Two-sided. */
  alpha?: number;
  /** The chance of finding that difference if it is there. */
  power?: number;
}

/**
 * How many cases a paired comparison needs:
 * n = (z₁₋α⸝₂·√ψ + z_power·√(ψ − δ²))² / δ², where ψ is the share of pairs that differ and δ the difference (Connor 1987,
 * after Miettinen 1968). A normal approximation: the exact test needs some two to ten cases more.
 */
export function casesNeeded({
  difference,
  discordant,
  alpha = 0.05,
  power = 0.8,
}: PlannedComparison): number {
  const delta = Math.abs(difference);
  if (delta === 0) return Number.POSITIVE_INFINITY;
  const psi = Math.min(1, Math.max(discordant, delta));
  const reach =
    normalQuantile(1 - alpha / 2) * Math.sqrt(psi) + normalQuantile(power) * Math.sqrt(psi - delta ** 2);
  return Math.ceil(reach ** 2 / delta ** 2);
}

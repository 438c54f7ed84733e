import type { Figures } from '@agent-factory/ui';

/** How much a figure is more or less than before: `+12 %`; null where there is nothing to compare with. */
export function sayChange(
  now: number | null,
  before: number | null,
  number: Figures['number'],
): string | null {
  if (now === null || before === null || before === 0) return null;
  const share = ((now - before) / before) * 100;
  const digits = Math.abs(share) < 10 ? 1 : 0;
  return `${share > 0 ? '+' : share < 0 ? '−' : ''}${number(Math.abs(share), { minimumFractionDigits: digits, maximumFractionDigits: digits })} %`;
}

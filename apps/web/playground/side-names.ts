import type { Choice, Side } from './address.ts';

/** A column as people call it. */
export const sideNames = { left: 'A', right: 'B' } as const satisfies Record<Side, string>;

const labelNames = {
  newest: 'Newest',
  draft: 'Draft',
  staging: 'Staging',
  production: 'Production',
} as const;

/** What a column runs, in words: "v3", "Production". */
export function choiceName(choice: Choice): string {
  return typeof choice === 'number' ? `v${choice}` : labelNames[choice];
}

export { labelNames as choiceLabels };

import type { Choice, Side } from './address.ts';

/** A column as people call it. */
export const sideNames = { left: 'A', right: 'B' } as const satisfies Record<Side, string>;

const labelNames = {
  newest: 'Newest',
  draft: 'Draft',
  staging: 'Staging',
  production: 'Production',
} as const;

/** What a column runs, in words: "v3", "Production, groq/llama-3.1-8b". */
export function choiceName({ version, model }: Choice): string {
  const name = typeof version === 'number' ? `v${version}` : labelNames[version];
  return model === null ? name : `${name}, ${model}`;
}

export { labelNames as choiceLabels };

import type { Choice, Side, VersionChoice } from './address.ts';

/** A column as people call it. */
export const sideNames = { left: 'A', right: 'B' } as const satisfies Record<Side, string>;

const labelNames = {
  newest: 'Newest',
  draft: 'Draft',
  staging: 'Staging',
  production: 'Production',
} as const;

/** What a column runs, in words: "v3", "Production", "v3 with groq/llama". */
export function choiceName({ version, model }: Choice): string {
  return withModelName(versionName(version), model);
}

function versionName(version: VersionChoice): string {
  return typeof version === 'number' ? `v${version}` : labelNames[version];
}

/** "v3", or "v3 with groq/llama" where another model than its own is tried. */
export function withModelName(version: string, model: string | null): string {
  return model === null ? version : `${version} with ${model}`;
}

export { labelNames as choiceLabels };

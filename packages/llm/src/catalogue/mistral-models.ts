import type { Described } from './described.ts';

/** Of docs.mistral.ai/models and vercel.com/ai-gateway (read 2026-11-21); output is bounded below what they allow. */
const large = { vision: true, contextTokens: 262_144, maxOutputTokens: 65_536 } as const;

export const mistralModels: readonly Described[] = [
  { name: 'mistral-medium-3-5', title: 'Mistral Medium 3.5', tier: 3, ...large },
  { name: 'mistral-large-2512', title: 'Mistral Large 3', tier: 2, ...large },
  { name: 'mistral-small-2603', title: 'Mistral Small 4', tier: 2, ...large },
  { name: 'ministral-8b-2512', title: 'Ministral 3 8B', tier: 1, ...large },
  { name: 'codestral-2508', title: 'Codestral', tier: 2, ...large, vision: false, contextTokens: 256_000 },
];

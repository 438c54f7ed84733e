import type { Described } from './described.ts';

/**
 * Gemini 3 counts an image as at most 2,240 tokens (`media_resolution_ultra_high`), 1,120 by default; earlier ones 258
 * for each tile of 768 pixels, which is taken to be at most 16 of them.
 */
const images3 = { expected: 1_120, atMost: 2_240 };
const images2 = { expected: 1_032, atMost: 4_128 };
/** Of the model pages at ai.google.dev/gemini-api/docs/models and docs.cloud.google.com (read 2026-11-21). */
const flash = { vision: true, effort: true, contextTokens: 1_048_576, maxOutputTokens: 65_536 } as const;

export const geminiModels: readonly Described[] = [
  { name: 'gemini-3.8-flash', title: 'Gemini 3.8 Flash', tier: 3, ...flash, imageTokens: images3 },
  { name: 'gemini-3.7-flash', title: 'Gemini 3.7 Flash', tier: 2, ...flash, imageTokens: images3 },
  {
    name: 'gemini-3.1-pro-preview',
    title: 'Gemini 3.1 Pro (preview)',
    tier: 3,
    ...flash,
    imageTokens: images3,
  },
  { name: 'gemini-3.5-flash-lite', title: 'Gemini 3.5 Flash Lite', tier: 2, ...flash, imageTokens: images3 },
  { name: 'gemini-3.1-flash-lite', title: 'Gemini 3.1 Flash Lite', tier: 1, ...flash, imageTokens: images3 },
  { name: 'gemini-2.5-flash-lite', title: 'Gemini 2.5 Flash Lite', tier: 1, ...flash, imageTokens: images2 },
  { name: 'gemini-2.5-flash', title: 'Gemini 2.5 Flash', tier: 2, ...flash, imageTokens: images2 },
  { name: 'gemini-2.5-pro', title: 'Gemini 2.5 Pro', tier: 3, ...flash, imageTokens: images2 },
];

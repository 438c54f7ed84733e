import type { Described } from './described.ts';

/** Of console.groq.com/docs/models (read 2026-11-21). Its models take a temperature although they think. */
const oss = { effort: true, contextTokens: 131_072, maxOutputTokens: 65_536 } as const;

export const groqModels: readonly Described[] = [
  { name: 'openai/gpt-oss-120b', title: 'GPT-OSS 120B on Groq', tier: 2, ...oss },
  { name: 'openai/gpt-oss-20b', title: 'GPT-OSS 20B on Groq', tier: 1, ...oss },
];

import type { ReasoningEffort } from '../../model-port.ts';

/** Whether a model is of Gemini 3 or later: levels instead of budgets, seals on its calls, a schema beside tools. */
export function isThird(name: string): boolean {
  return /gemini-(?:[3-9]|\d{2})/.test(name);
}

/**
 * `thinkingConfig`. Gemini 3 cannot be told not to think, and its first Pro knows no middle; Gemini 2.5 takes a number
 * of tokens, of which its Pro needs 128. Source: ai.google.dev, "Gemini thinking".
 */
export function thinkingConfig(effort: ReasoningEffort, name: string): object {
  if (isThird(name)) {
    const level = effort === 'none' ? 'low' : effort;
    const middle = level === 'medium' && name.includes('gemini-3-pro');
    return { thinkingLevel: middle ? 'high' : level, includeThoughts: true };
  }
  if (effort === 'none') return { thinkingBudget: name.includes('pro') ? 128 : 0 };
  return { thinkingBudget: budgets[effort], includeThoughts: true };
}

const budgets = { low: 1_024, medium: 8_192, high: 24_576 };

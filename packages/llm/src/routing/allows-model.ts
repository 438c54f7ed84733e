import type { Conditions } from './candidate.ts';
import { undated } from './undated.ts';

/** Whether the team's lists of patterns (`anthropic/*`, `openai/gpt-5-mini`) admit a model; no list admits all. */
export function allowsModel(
  { allowModels, denyModels }: Pick<Conditions, 'allowModels' | 'denyModels'>,
  model: string,
): boolean {
  if (denyModels !== undefined && matchesAny(denyModels, model)) return false;
  return allowModels === undefined || matchesAny(allowModels, model);
}

/** Whether a model is on a list of patterns; a dated state of a model is where the model is. */
export function matchesAny(patterns: readonly string[], model: string): boolean {
  const whole = undated(model);
  for (const pattern of patterns) {
    if (matches(pattern, model) || (whole !== null && matches(pattern, whole))) return true;
  }
  return false;
}

/** `*` stands for any number of characters, slashes too: OpenRouter's models have two. */
function matches(pattern: string, model: string): boolean {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === model;
  if (star === pattern.length - 1) return model.startsWith(pattern.slice(0, star));
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (model.length < first.length + last.length) return false;
  if (!model.startsWith(first) || !model.endsWith(last)) return false;
  let at = first.length;
  const end = model.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = model.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return at <= end;
}

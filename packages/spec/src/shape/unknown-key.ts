import { closest } from '../text/closest.ts';
import { type MapNode, shorten } from '../text/read-tree.ts';
import { type Place, type ReadContext, requote } from './shape.ts';

/** Other systems' words for our keys, so that a migrant gets the right suggestion. */
const otherWords: Readonly<Record<string, string>> = {
  prompt: 'instructions',
  system: 'instructions',
  system_prompt: 'instructions',
  systemPrompt: 'instructions',
  rules: 'invariants',
  guardrails: 'invariants',
  constraints: 'invariants',
  functions: 'tools',
  budget: 'limits',
  id: 'name',
  output_schema: 'output',
  input_schema: 'input',
};

export function reportUnknownKey(
  entry: MapNode['entries'][number],
  known: readonly string[],
  place: Place,
  context: ReadContext,
): void {
  const other = otherWords[entry.key];
  const suggestion = other !== undefined && known.includes(other) ? other : closest(entry.key, known);
  context.reporter.report('unknown_key', {
    message: `Unknown key "${shorten(entry.key)}"${suggestion ? `; did you mean "${suggestion}"?` : '.'}`,
    path: [...place.path, entry.key],
    span: entry.keySpan,
    hint: `Known here: ${known.join(', ')}.`,
    fix: suggestion
      ? { title: `Rename to ${suggestion}`, newText: requote(context, entry.keySpan, suggestion) }
      : undefined,
  });
}

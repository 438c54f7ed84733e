import type { Assertion } from '@agent-factory/contracts';
import { assertionSchema } from '@agent-factory/contracts';
import type { ImportNote } from './note.ts';
import { render } from './render.ts';

/** A mapping of an imported file, before anything is known of it. */
export type Fields = Readonly<Record<string, unknown>>;
/** What an assertion becomes, with what changed on the way; or why it becomes nothing. */
type Translation = { to: readonly Fields[]; changed?: string } | { not: string };

interface Source {
  value: unknown;
  threshold: number | undefined;
}

const one = (to: Fields, changed?: string): Translation =>
  changed === undefined ? { to: [to] } : { to: [to], changed };
const code = () => ({
  not: 'It is code, which is not run here: write it as `cel`, or as a statement for a judge.',
});
const metric = (name: string) => () => ({
  not: `${name} is not measured here: \`similarity\` or a judge may serve.`,
});
const trace = () => ({ not: 'It looks at spans of a trace, which are not kept here.' });
const judged =
  (criterion: (value: string) => string) =>
  ({ value }: Source) =>
    texts(value).length === 0 && criterion('') === ''
      ? { not: 'It has no criterion.' }
      : one({
          kind: 'judge',
          criteria: texts(value).length === 0 ? [criterion('')] : texts(value).map(criterion),
        });

/** promptfoo's types of assertion (promptfoo.dev/docs/configuration/expected-outputs), as ours. */
const translators: Readonly<Record<string, (source: Source) => Translation>> = {
  equals: ({ value }) => one({ kind: 'equals', value }),
  contains: ({ value }) => one({ kind: 'contains', texts: texts(value) }),
  icontains: ({ value }) => one({ kind: 'contains', texts: texts(value), ignore_case: true }),
  'contains-all': ({ value }) => one({ kind: 'contains', texts: texts(value) }),
  'contains-any': ({ value }) => one({ kind: 'contains', texts: texts(value), of: 'any' }),
  'icontains-all': ({ value }) => one({ kind: 'contains', texts: texts(value), ignore_case: true }),
  'icontains-any': ({ value }) =>
    one({ kind: 'contains', texts: texts(value), of: 'any', ignore_case: true }),
  'starts-with': ({ value }) => one({ kind: 'matches', pattern: `^${escaped(String(value))}` }),
  regex: ({ value }) => one({ kind: 'matches', pattern: String(value) }),
  'is-json': ({ value }) =>
    isFields(value)
      ? one({ kind: 'json_schema', schema: value })
      : one(
          { kind: 'json_schema', schema: { type: ['object', 'array'] } },
          'a bare number or text is not taken for JSON',
        ),
  similar: ({ value, threshold }) =>
    one({ kind: 'similarity', by: 'embedding', to: value, threshold: threshold ?? 0.75 }),
  levenshtein: ({ value, threshold }) => {
    const length = [...String(value)].length;
    return one(
      {
        kind: 'similarity',
        by: 'edit',
        to: String(value),
        threshold: length === 0 ? 1 : Math.max(0, 1 - (threshold ?? 5) / length),
      },
      'a distance in letters became a share of the expected text',
    );
  },
  cost: ({ threshold }) =>
    threshold === undefined ? { not: 'It has no threshold.' } : one({ kind: 'cost', at_most_usd: threshold }),
  latency: ({ threshold }) =>
    threshold === undefined
      ? { not: 'It has no threshold.' }
      : one({ kind: 'latency', at_most_seconds: threshold / 1_000 }),
  'is-refusal': () => one({ kind: 'refusal' }),
  'llm-rubric': judged((value) => value),
  'g-eval': judged((value) => value),
  'model-graded-closedqa': judged((value) => value),
  'agent-rubric': judged((value) => value),
  factuality: judged((value) =>
    value === '' ? '' : `Agrees in its facts with this reference and contradicts none of it: ${value}`,
  ),
  'model-graded-factuality': judged((value) =>
    value === '' ? '' : `Agrees in its facts with this reference and contradicts none of it: ${value}`,
  ),
  'answer-relevance': judged(() => 'Answers what was asked.'),
  'tool-call-f1': ({ value, threshold }) =>
    one({
      kind: 'tool_sequence',
      mode: 'unordered',
      calls: texts(value)
        .flatMap((part) => part.split(','))
        .map((tool) => ({ tool: tool.trim() })),
      threshold: threshold ?? 1,
    }),
  'trajectory:tool-used': ({ value }) => ({
    to: (Array.isArray(value) ? value : [value]).map((item: unknown) =>
      isFields(item)
        ? {
            kind: 'tool_used',
            tool: item.name ?? item.pattern,
            at_least: item.min ?? 1,
            ...(item.max === undefined ? {} : { at_most: item.max }),
          }
        : { kind: 'tool_used', tool: item },
    ),
  }),
  'trajectory:tool-args-match': ({ value }) => {
    if (!isFields(value)) return { not: 'It names no tool.' };
    const to = {
      kind: 'tool_arguments',
      tool: value.name,
      arguments: value.args ?? value.arguments ?? {},
      match: value.mode === 'exact' ? 'exact' : 'subset',
    };
    const loose = value.defaults !== undefined || value.ignore !== undefined;
    return loose
      ? one(
          { ...to, match: 'subset' },
          '`defaults` and `ignore` are not known: any further arguments are let',
        )
      : one(to);
  },
  'trajectory:tool-sequence': ({ value }) => {
    const steps = isFields(value) ? value.steps : value;
    if (!Array.isArray(steps)) return { not: 'It has no steps.' };
    const calls = steps.map((step: unknown) => ({
      tool: isFields(step) ? (step.name ?? step.pattern) : step,
    }));
    const exact = isFields(value) && value.mode === 'exact';
    return exact
      ? one({ kind: 'tool_sequence', mode: 'strict', calls })
      : one(
          { kind: 'tool_sequence', mode: 'superset', calls },
          'that the calls come in this order is not asked, since others may stand between',
        );
  },
  javascript: code,
  python: code,
  ruby: code,
  webhook: () => ({ not: 'It asks a server, which a test here does not.' }),
  'rouge-n': metric('ROUGE'),
  bleu: metric('BLEU'),
  gleu: metric('GLEU'),
  meteor: metric('METEOR'),
  perplexity: metric('Perplexity'),
  'perplexity-score': metric('Perplexity'),
  classifier: metric('A classifier'),
  moderation: metric('Moderation'),
  'trace-span-count': trace,
  'trace-span-duration': trace,
  'trace-error-spans': trace,
};

/** Fields that change what an assertion says or weighs and have no counterpart. */
const unknownFields = ['transform', 'weight', 'rubricPrompt', 'contextTransform', 'config'] as const;

/** One of promptfoo's assertions as ours, with the variables of its test put in; a set as all of its own. */
export function translateAssertion(
  source: unknown,
  vars: Readonly<Record<string, unknown>>,
  at: string,
  notes: ImportNote[],
): Assertion[] {
  if (!isFields(source) || typeof source.type !== 'string') {
    notes.push({ at, what: 'not_translated', why: 'An assertion is a mapping with a type.' });
    return [];
  }
  if (source.type === 'assert-set') return translateSet(source, vars, at, notes);
  if (source.weight === 0) {
    notes.push({
      at,
      what: 'ignored',
      why: `“${source.type}” weighs nothing: it measures, but decides nothing.`,
    });
    return [];
  }
  const negated = source.type.startsWith('not-');
  const type = negated ? source.type.slice('not-'.length) : source.type;
  const translator = Object.hasOwn(translators, type) ? translators[type] : undefined;
  if (translator === undefined) {
    notes.push({ at, what: 'not_translated', why: `There is nothing like “${source.type}” here.` });
    return [];
  }
  const { value, left } = renderAll(source.value, vars);
  if (left.length > 0)
    notes.push({ at, what: 'changed', why: `Not filled in: ${left.slice(0, 3).join(' ')}` });
  if (typeof value === 'string' && /^(?:file|package|huggingface):\/\//.test(value)) {
    notes.push({ at, what: 'not_translated', why: `Its value is in a file that is not here: ${value}` });
    return [];
  }
  const threshold = typeof source.threshold === 'number' ? source.threshold : undefined;
  const made = translator({ value, threshold });
  if ('not' in made) {
    notes.push({ at, what: 'not_translated', why: `“${source.type}”: ${made.not}` });
    return [];
  }
  if (made.changed !== undefined)
    notes.push({ at, what: 'changed', why: `“${source.type}”: ${made.changed}.` });
  for (const field of unknownFields) {
    if (source[field] === undefined || (field === 'weight' && source.weight === 1)) continue;
    notes.push({
      at: `${at}.${field}`,
      what: 'ignored',
      why: `“${field}” has no counterpart: the assertion stands without it.`,
    });
  }
  if (source.provider !== undefined) {
    notes.push({
      at: `${at}.provider`,
      what: 'ignored',
      why: 'Judges are chosen for the team, not in the test.',
    });
  }
  return made.to.flatMap((each) => {
    const parsed = assertionSchema.safeParse(negated ? { ...each, not: true } : each);
    if (parsed.success) return [parsed.data];
    const issue = parsed.error.issues[0];
    notes.push({
      at,
      what: 'not_translated',
      why: `“${source.type}”: ${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    });
    return [];
  });
}

function translateSet(source: Fields, vars: Fields, at: string, notes: ImportNote[]): Assertion[] {
  if (source.threshold !== undefined && source.threshold !== 1) {
    notes.push({ at, what: 'changed', why: 'A set of which a part suffices: here all of it is asked for.' });
  }
  const parts = Array.isArray(source.assert) ? source.assert : [];
  return parts.flatMap((part: unknown, place) =>
    translateAssertion(part, vars, `${at}.assert.${place}`, notes),
  );
}

/** Variables put into every text of a value. */
function renderAll(value: unknown, vars: Fields): { value: unknown; left: string[] } {
  if (typeof value === 'string') {
    const { text, left } = render(value, vars);
    return { value: text, left };
  }
  if (Array.isArray(value)) {
    const parts = value.map((part: unknown) => renderAll(part, vars));
    return { value: parts.map((part) => part.value), left: parts.flatMap((part) => part.left) };
  }
  if (!isFields(value)) return { value, left: [] };
  const parts = Object.entries(value).map(([key, part]) => [key, renderAll(part, vars)] as const);
  return {
    value: Object.fromEntries(parts.map(([key, part]) => [key, part.value])),
    left: parts.flatMap(([, part]) => part.left),
  };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function texts(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map((part: unknown) =>
    typeof part === 'object' ? JSON.stringify(part) : String(part),
  );
}

function escaped(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

import { z } from 'zod';

const text = z.string().min(1).max(10_000);
const toolName = z.string().min(1).max(200);
const share = z.number().min(0).max(1);
const json = z.json();
/** The opposite is asked for. Also written as a prefix of the kind: `not-contains`. */
const not = z.boolean().default(false);

/** How a value that a path leads to is compared with `value`. */
export const comparisons = [
  'exists',
  'equals',
  'contains',
  'matches',
  'more_than',
  'at_least',
  'less_than',
  'at_most',
  'count',
] as const;
export type Comparison = (typeof comparisons)[number];

const atPath = {
  /** A JSONPath (RFC 9535). */
  path: z.string().min(1).max(1_000),
  is: z.enum(comparisons).default('exists'),
  /** What it is compared with; `exists` needs none, `count` compares the number of places with it. */
  value: json.optional(),
  /** Whether one of the places suffices or all must fit; no place at all never fits. */
  of: z.enum(['any', 'all']).default('any'),
};

/** How two sets of arguments are compared: `subset` lets the agent have given more than is named here. */
export const argumentMatches = ['exact', 'subset'] as const;
export type ArgumentMatch = (typeof argumentMatches)[number];

/** One call that a test expects; without `arguments` any will do. */
export const expectedCallSchema = z.strictObject({
  tool: toolName,
  arguments: z.record(z.string(), json).optional(),
});
export type ExpectedCall = z.infer<typeof expectedCallSchema>;

/**
 * `strict`: these calls, in this order, no others. `unordered`: these, no others, in any order. `subset`: no calls but
 * these. `superset`: these at least. (The modes of LangChain's agentevals.)
 */
export const sequenceModes = ['strict', 'unordered', 'subset', 'superset'] as const;
export type SequenceMode = (typeof sequenceModes)[number];

const kinds = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('contains'),
    not,
    texts: z.array(text).min(1).max(100),
    of: z.enum(['any', 'all']).default('all'),
    ignore_case: z.boolean().default(false),
  }),
  /** RE2 syntax. */
  z.strictObject({ kind: z.literal('matches'), not, pattern: z.string().min(1).max(1_000) }),
  /** Equal as JSON; numbers may differ by `tolerance`. */
  z.strictObject({ kind: z.literal('equals'), not, value: json, tolerance: z.number().min(0).default(0) }),
  /** Null means the agent's own output schema. */
  z.strictObject({ kind: z.literal('json_schema'), not, schema: z.record(z.string(), json).nullable() }),
  z.strictObject({ kind: z.literal('json_path'), not, ...atPath }),
  /** `edit` compares texts, `json` values part by part, `list` items in any order, `embedding` meanings (where a model for it is configured). */
  z.strictObject({
    kind: z.literal('similarity'),
    not,
    to: json,
    by: z.enum(['edit', 'json', 'list', 'embedding']).default('edit'),
    threshold: share.default(0.8),
  }),
  /** ISO 639-1 or 639-3: `en`, `deu`. */
  z.strictObject({ kind: z.literal('language'), not, language: z.string().regex(/^[a-z]{2,3}$/) }),
  /** Of the answer, in Unicode characters. */
  z.strictObject({
    kind: z.literal('length'),
    not,
    at_least: z.int().min(0).default(0),
    at_most: z.int().min(0).nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('cost'), not, at_most_usd: z.number().min(0) }),
  z.strictObject({ kind: z.literal('latency'), not, at_most_seconds: z.number().positive() }),
  z.strictObject({
    kind: z.literal('tokens'),
    not,
    at_most: z.int().min(0),
    of: z.enum(['input', 'output', 'total']).default('total'),
  }),
  /** Model calls. */
  z.strictObject({
    kind: z.literal('steps'),
    not,
    at_least: z.int().min(0).default(0),
    at_most: z.int().min(0).nullable().default(null),
  }),
  /** How the run ends; without one of these a test expects `succeeded`. */
  z.strictObject({ kind: z.literal('status'), not, status: z.enum(['succeeded', 'refused', 'failed']) }),
  z.strictObject({
    kind: z.literal('tool_used'),
    not,
    tool: toolName,
    at_least: z.int().min(0).default(1),
    at_most: z.int().min(0).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('tool_arguments'),
    not,
    tool: toolName,
    arguments: z.record(z.string(), json),
    match: z.enum(argumentMatches).default('subset'),
    of: z.enum(['any', 'all', 'first', 'last']).default('any'),
  }),
  z.strictObject({
    kind: z.literal('tool_sequence'),
    not,
    mode: z.enum(sequenceModes).default('strict'),
    /** A list inside the list: calls that one answer of the model asks for at once, in any order. */
    calls: z.array(z.union([expectedCallSchema, z.array(expectedCallSchema).min(1).max(50)])).max(100),
    match: z.enum(argumentMatches).default('subset'),
    /** From which partial credit (F1 of the calls that fit) it passes; 1 wants the whole sequence. */
    threshold: share.default(1),
  }),
  /** The run was refused, or its answer declines. */
  z.strictObject({ kind: z.literal('refusal'), not }),
  /** An invariant was checked and never violated; null means all that were checked. */
  z.strictObject({
    kind: z.literal('invariant_held'),
    not,
    id: z.string().min(1).max(200).nullable().default(null),
  }),
  /** As `json_path`, over what the stubbed environment holds at the end. */
  z.strictObject({ kind: z.literal('end_state'), not, ...atPath }),
  /** Statements that a judge model must find true of the answer; each is a question of its own. */
  z.strictObject({
    kind: z.literal('judge'),
    not,
    criteria: z.array(z.string().min(1).max(2_000)).min(1).max(20),
    /** What the judge should know besides: a reference answer, definitions. */
    guidance: text.nullable().default(null),
  }),
  /** A judge compares the answer with another, in both orders. */
  z.strictObject({
    kind: z.literal('pairwise'),
    not,
    criterion: z.string().min(1).max(2_000),
    other: text,
    /** Whether an equally good answer passes. */
    tie_passes: z.boolean().default(true),
  }),
  /** Over `input`, `output`, `calls` and `usage`, as in a spec's tests. */
  z.strictObject({ kind: z.literal('cel'), not, expression: z.string().min(1).max(2_000) }),
]);

/**
 * What a test expects of a finished trial. Short forms: `not-contains` for `{kind: 'contains', not: true}`; `text` for
 * one of `texts`; `criterion` for one of a judge's `criteria`; `at_least`, `at_most` and so on have defaults.
 */
export const assertionSchema = z.preprocess(longForm, kinds);
export type Assertion = z.infer<typeof kinds>;
export type AssertionKind = Assertion['kind'];
/** As people write it: what has a default may be left out. */
export type AssertionInput = z.input<typeof kinds>;

export const assertionKinds: readonly AssertionKind[] = kinds.options.map(
  (option) => option.shape.kind.value,
);

function longForm(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const long: Record<string, unknown> = { ...value };
  if (typeof long.kind === 'string' && long.kind.startsWith('not-')) {
    long.kind = long.kind.slice('not-'.length);
    long.not = long.not !== true;
  }
  if (long.kind === 'contains' && long.texts === undefined && long.text !== undefined) {
    long.texts = [long.text];
    delete long.text;
  }
  if (long.kind === 'judge' && long.criteria === undefined && long.criterion !== undefined) {
    long.criteria = [long.criterion];
    delete long.criterion;
  }
  return long;
}

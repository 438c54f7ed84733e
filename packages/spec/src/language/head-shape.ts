import {
  afterCuts,
  apiVersion,
  defaultMaxDepth,
  type Limits,
  type ModelChoice,
  modelTasks,
  reasoningEfforts,
} from '../agent-spec.ts';
import type { JsonValue } from '../json-schema.ts';
import { defaulted, list, object, optional, required } from '../shape/collections.ts';
import { number, oneWordOf, slugText, text, trueFlag } from '../shape/scalars.ts';
import { andThen, described, type Shape, tokenOf } from '../shape/shape.ts';
import { shorten } from '../text/read-tree.ts';
import { invariant } from './invariant-shape.ts';
import { jsonSchema } from './json-schema-shape.ts';
import { defaultGates, gates, specTest } from './test-shape.ts';

const defaultLimits: Limits = {
  maxCostUsd: 0.05,
  maxSteps: 12,
  maxSeconds: 60,
  maxOutputTokens: 2_000,
};

const writtenLimits = object(
  {
    maxCostUsd: defaulted(
      number({ min: 0, max: 1_000, whole: false, unit: 'US dollars' }),
      defaultLimits.maxCostUsd,
      'What one run may cost at most, in US dollars. A ceiling: reserved before each model call.',
    ),
    maxSteps: defaulted(
      number({ min: 1, max: 200, whole: true, unit: 'model calls' }),
      defaultLimits.maxSteps,
      'How many model calls one run may make.',
    ),
    maxSeconds: defaulted(
      number({ min: 1, max: 3_600, whole: true, unit: 'seconds' }),
      defaultLimits.maxSeconds,
      'How long one run may take.',
    ),
    maxOutputTokens: defaulted(
      number({ min: 1, max: 200_000, whole: true, unit: 'tokens' }),
      defaultLimits.maxOutputTokens,
      'How many tokens each model call may write.',
    ),
    maxTokens: optional(
      number({ min: 1, max: 1_000_000_000, whole: true, unit: 'tokens' }),
      'How many tokens one run may read and write in all, its members included; left out: what the money buys.',
    ),
    maxDepth: optional(
      number({ min: 0, max: 16, whole: true, unit: 'agents' }),
      `How many agents deep members and agents as tools may lie inside each other; left out: ${defaultMaxDepth}.`,
    ),
  },
  'limits',
);

/** Saying the default says nothing: equal meaning has equal hash, and specs from before the key keep theirs. */
const limits = andThen(
  writtenLimits,
  ({ maxDepth, ...others }): Limits =>
    maxDepth === undefined || maxDepth === defaultMaxDepth ? others : { ...others, maxDepth },
);

const modelId: Shape<string> = andThen(
  described(text({ maxLength: 200 }), { pattern: '^[a-z0-9][a-z0-9_.-]*/\\S+$' }),
  (id, node, place, context) => {
    if (/^[a-z0-9][a-z0-9_.-]*\/\S+$/.test(id)) return id;
    context.reporter.report('invalid_model', {
      message: `"${shorten(id)}" is not a model id; models are named vendor/model.`,
      path: place.path,
      span: tokenOf(node, place),
      hint: 'For example anthropic/claude-sonnet-4-5, or leave it out and let the router decide.',
    });
    return undefined;
  },
);

export function modelChoice(task: ModelChoice['task']) {
  return object(
    {
      task: defaulted(
        oneWordOf(modelTasks, { noun: 'task' }),
        task,
        'What the model is needed for; the router picks the cheapest model that can do it.',
      ),
      use: defaulted(
        list(modelId, { max: 10, noun: 'models', unique: (id) => id }),
        [],
        'Models to use instead of the router’s choice, vendor/model, best first.',
      ),
      temperature: optional(
        number({ min: 0, max: 2, whole: false, unit: '' }),
        'How much the model may vary, from 0 to 2; left out: the model’s own default.',
      ),
      reasoning: optional(
        oneWordOf(reasoningEfforts, { noun: 'effort' }),
        'How hard the model thinks before it answers, where it can be told; left out: by the task.',
      ),
      cascade: optional(
        trueFlag,
        'Asks a cheap model first, and a stronger one when the output schema or an invariant refuses the answer.',
      ),
      cache: optional(
        trueFlag,
        'Answers the very same model call within 30 minutes from the team’s own cache, at no cost.',
      ),
      hedge: optional(
        trueFlag,
        'Asks a second model when the first is slower than usual; only for calls without tools. Both are paid.',
      ),
      afterCut: optional(
        oneWordOf(afterCuts, { noun: 'remedy' }),
        'What to do when an answer breaks off: continue where it stopped. Left out: the call fails.',
      ),
      regions: optional(
        // A set: its order means nothing, and equal meaning has equal hash.
        andThen(list(slugText, { min: 1, max: 10, noun: 'regions', unique: (region) => region }), (regions) =>
          regions.sort(),
        ),
        'Where the model may be served from, such as eu; providers of unknown region are not used.',
      ),
    },
    'a model choice',
  );
}

const objectSchema = andThen(jsonSchema, (schema, node, place, context) => {
  if (schema.type === 'object' || schema.$ref !== undefined) return schema;
  const typed = node.kind === 'map' ? node.entries.find((entry) => entry.key === 'type') : undefined;
  context.reporter.report('input_not_an_object', {
    message: 'The input of a run is an object, so this schema needs "type: object".',
    path: place.path,
    span: typed ? tokenOf(typed.value, place) : place.near,
  });
  return undefined;
});

/** Keys that agents and teams share. */
export const headFields = {
  apiVersion: required(
    oneWordOf([apiVersion], { code: 'unsupported_version', noun: 'version of this language' }),
    `Version of the language: ${apiVersion}.`,
  ),
  name: required(slugText, 'Name of the agent, unique in the team: lower-case letters, digits and dashes.'),
  title: optional(text({ maxLength: 120 }), 'Name for people; left out: made from the name.'),
  description: defaulted(
    text({ maxLength: 2_000, allowEmpty: true }),
    '',
    'What it does, in a sentence or two.',
  ),
  limits: defaulted(limits, defaultLimits, 'Ceilings of one run.', asShown(defaultLimits)),
  input: optional(objectSchema, 'JSON Schema of what a run takes; left out: { query: text }.'),
  output: optional(jsonSchema, 'JSON Schema of what a run answers; left out: plain text.'),
  invariants: defaulted(
    list(invariant, { max: 100, noun: 'invariants' }),
    [],
    'Rules that bind at run time, outside the model’s reach.',
  ),
  tests: defaulted(list(specTest, { max: 500, noun: 'tests' }), [], 'What the agent must be able to do.'),
  gates: defaulted(
    gates,
    defaultGates,
    'What the tests must reach before publishing.',
    asShown(defaultGates),
  ),
  instructions: defaulted(
    text({ maxLength: 200_000, allowEmpty: true }),
    '',
    'What the agent is told. In Markdown form this is the text below the front matter.',
  ),
};

function asShown(value: Limits | typeof defaultGates): JsonValue {
  return { ...value };
}

/** `market-research` → `Market research`. */
export function titleFromName(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

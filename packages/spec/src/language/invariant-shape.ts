import { type Boundary, boundaries, invariantActions } from '@agent-factory/contracts';
import { type Invariant, type InvariantCheck, type InvariantCheckKind, piiKinds } from '../invariant.ts';
import type { JsonSchema } from '../json-schema.ts';
import { defaulted, list, object, oneOrMore, optional, required } from '../shape/collections.ts';
import { oneKeyOf } from '../shape/one-key.ts';
import { number, oneWordOf, slugText, text, trueFlag } from '../shape/scalars.ts';
import { andThen, byForm, type Place, type Shape, tokenOf } from '../shape/shape.ts';
import type { TreeNode } from '../text/read-tree.ts';
import { jsonSchema } from './json-schema-shape.ts';
import { celExpression, pattern, toolUse } from './references.ts';

const everywhere = boundaries;
const outputOnly: readonly Boundary[] = ['output'];
const whereToolsShow: readonly Boundary[] = ['tool_call', 'output'];

/** Where each check can be made at all; what this version enforces is `enforcedBoundaries`. */
export const possibleBoundaries: Readonly<Record<InvariantCheckKind, readonly Boundary[]>> = {
  forbidPattern: everywhere,
  matches: everywhere,
  outputSchema: outputOnly,
  maxLength: everywhere,
  requireTool: outputOnly,
  forbidTool: whereToolsShow,
  maxCalls: whereToolsShow,
  toolOrder: whereToolsShow,
  noPii: everywhere,
  cel: everywhere,
  judge: everywhere,
};

const characters = number({ min: 1, max: 1_000_000, whole: true, unit: 'characters' });
const calls = number({ min: 0, max: 1_000, whole: true, unit: 'calls' });
const piiKind = oneWordOf(piiKinds, { noun: 'kind of personal data' });
const piiList = list(piiKind, { min: 1, max: piiKinds.length, noun: 'kinds', unique: (kind) => kind });

/** The spec's own `output` schema (`true`) or one written here. */
export const schemaOrOwn = byForm<{ schema: JsonSchema | null }>(
  'true (the spec’s own output schema) or a JSON Schema',
  {
    flag: andThen(trueFlag, (_, node, place, context) => {
      context.facts.outputUses.push({ path: place.path, span: tokenOf(node, place) });
      return { schema: null };
    }),
    map: andThen(jsonSchema, (schema) => ({ schema })),
  },
);

const check: Shape<InvariantCheck> = oneKeyOf<InvariantCheck>(
  {
    forbidPattern: {
      shape: andThen(pattern, (source) => ({ kind: 'forbidPattern', pattern: source })),
      description: 'The text must not contain this pattern (RE2 syntax).',
    },
    matches: {
      shape: andThen(pattern, (source) => ({ kind: 'matches', pattern: source })),
      description: 'The text must contain this pattern (RE2 syntax).',
    },
    outputSchema: {
      shape: andThen(schemaOrOwn, ({ schema }) => ({ kind: 'outputSchema', schema })),
      description: 'The output must fit a JSON Schema; true means the spec’s own output schema.',
    },
    maxLength: {
      shape: andThen(characters, (value) => ({ kind: 'maxLength', characters: value })),
      description: 'The text may have this many characters.',
    },
    requireTool: {
      shape: andThen(toolUse('check'), (tool) => ({ kind: 'requireTool', tool })),
      description: 'This tool must have been called successfully before the run ends.',
    },
    forbidTool: {
      shape: andThen(toolUse('check'), (tool) => ({ kind: 'forbidTool', tool })),
      description: 'This tool must not be called.',
    },
    maxCalls: {
      shape: byForm<InvariantCheck>('a number of calls, or { tool, atMost }', {
        number: andThen(calls, (atMost) => ({ kind: 'maxCalls', tool: null, atMost })),
        map: andThen(
          object(
            {
              tool: required(toolUse('check'), 'The tool whose calls are counted.'),
              atMost: required(calls, 'How many calls a run may make.'),
            },
            'a limit on calls',
          ),
          ({ tool, atMost }) => ({ kind: 'maxCalls', tool, atMost }),
        ),
      }),
      description: 'How many tool calls a run may make, of one tool or of all together.',
    },
    toolOrder: {
      shape: andThen(
        list(toolUse('check'), { min: 2, max: 20, noun: 'tools', unique: (tool) => tool }),
        (tools) => ({ kind: 'toolOrder', tools }),
      ),
      description: 'Each of these tools may be called only after those before it.',
    },
    noPii: {
      shape: byForm<InvariantCheck>('true, a kind of personal data or a list of kinds', {
        flag: andThen(trueFlag, () => ({ kind: 'noPii', kinds: [...piiKinds].sort() })),
        text: andThen(piiKind, (kind) => ({ kind: 'noPii', kinds: [kind] })),
        list: andThen(piiList, (kinds) => ({ kind: 'noPii', kinds: kinds.toSorted() })),
      }),
      description: 'No personal data: email, phone, card, iban, ssn, ip_address (true means all).',
    },
    cel: {
      shape: andThen(celExpression, (source) => ({ kind: 'cel', expression: source })),
      description: 'A CEL expression over input, output, tool, calls and usage that must be true.',
    },
    judge: {
      shape: andThen(text({ maxLength: 2_000 }), (question) => ({ kind: 'judge', question })),
      description: 'A statement that a judge model must find true. Not deterministic; prefer another check.',
    },
  },
  'a check',
);

const boundary = oneWordOf(boundaries, { noun: 'boundary' });
const written = object(
  {
    id: required(slugText, 'Name of the rule, unique in the spec; receipts and events refer to it.'),
    says: required(text({ maxLength: 500 }), 'The rule in plain words.'),
    at: optional(
      oneOrMore(
        boundary,
        list(boundary, { min: 1, max: boundaries.length, noun: 'boundaries', unique: (at) => at }),
      ),
      'Where it is checked: input, model_call, tool_call, tool_result, output. Left out: at output, or at tool_call for forbidTool and maxCalls.',
    ),
    check: required(check, 'What must hold; exactly one kind of check.'),
    otherwise: defaulted(
      oneWordOf(invariantActions, { noun: 'action' }),
      'block',
      'What to do when it does not hold: block, retry, redact, escalate, warn.',
    ),
  },
  'an invariant',
);

export const invariant: Shape<Invariant> = andThen(written, (value, node, place, context) => {
  const { id, says, check: demanded, otherwise } = value;
  const at = boundaries.filter((each) => (value.at ?? defaultBoundary(demanded)).includes(each));
  context.facts.ids.push({
    id,
    of: 'invariant',
    path: [...place.path, 'id'],
    span: spanOfKey(node, 'id', place),
  });

  const possible = possibleBoundaries[demanded.kind];
  const misplaced = at.filter((each) => !possible.includes(each));
  if (misplaced.length > 0) {
    report(
      'check_not_at_boundary',
      'at',
      `"${demanded.kind}" cannot be checked at ${misplaced.join(', ')}.`,
      `It fits: ${possible.join(', ')}.`,
    );
  }
  if (otherwise === 'redact' && demanded.kind !== 'forbidPattern' && demanded.kind !== 'noPii') {
    report(
      'action_does_not_fit',
      'otherwise',
      `"redact" needs a text to cut out, and "${demanded.kind}" finds none.`,
      'Use block, retry or warn, or check with forbidPattern or noPii.',
    );
  }
  const unrepeatable = at.filter((each) => each === 'input' || each === 'model_call');
  if (otherwise === 'retry' && unrepeatable.length > 0) {
    report(
      'action_does_not_fit',
      'otherwise',
      `"retry" changes nothing at ${unrepeatable.join(', ')}.`,
      'Retry at tool_call, tool_result or output; elsewhere block.',
    );
  }
  return { id, says, at, check: demanded, otherwise };

  function report(
    code: 'check_not_at_boundary' | 'action_does_not_fit',
    key: string,
    message: string,
    hint: string,
  ) {
    context.reporter.report(code, {
      message,
      path: [...place.path, key],
      span: spanOfKey(node, key, place),
      hint,
    });
  }
});

function defaultBoundary(demanded: InvariantCheck): readonly Boundary[] {
  return demanded.kind === 'forbidTool' || demanded.kind === 'maxCalls' ? ['tool_call'] : ['output'];
}

/** The token of a key's value, or of the whole where the key was left out. */
function spanOfKey(node: TreeNode, key: string, place: Place) {
  const entry = node.kind === 'map' ? node.entries.find((each) => each.key === key) : undefined;
  return entry ? tokenOf(entry.value, { path: place.path, near: entry.keySpan }) : tokenOf(node, place);
}

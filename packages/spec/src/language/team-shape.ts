import type { ModelChoice } from '../agent-spec.ts';
import { checkGraph } from '../check/check-graph.ts';
import { checkTeamRules } from '../check/check-team-rules.ts';
import type { Invariant } from '../invariant.ts';
import type { JsonSchema, JsonValue } from '../json-schema.ts';
import { defaulted, list, object, optional, record, required } from '../shape/collections.ts';
import { number, oneWordOf, slugText, text } from '../shape/scalars.ts';
import {
  andThen,
  byForm,
  type Place,
  type ReadContext,
  reportType,
  type Shape,
  tokenOf,
} from '../shape/shape.ts';
import { type TeamMember, type TeamPattern, type TeamSpec, teamPatterns } from '../team-spec.ts';
import { shorten, type TreeNode } from '../text/read-tree.ts';
import { headFields, modelChoice, titleFromName } from './head-shape.ts';
import { isSchema } from './json-schema-shape.ts';
import { edgeExpression } from './references.ts';

const routingModel: ModelChoice = { task: 'classification', use: [] };

const member: Shape<TeamMember> = byForm<TeamMember>('an agent’s name or { agent, … }', {
  text: andThen(slugText, (agent) => ({ agent, description: '', keywords: [] })),
  map: andThen(
    object(
      {
        agent: required(slugText, 'Name of an agent of the team.'),
        description: defaulted(
          text({ maxLength: 500, allowEmpty: true }),
          '',
          'What to give this member, for the model that routes.',
        ),
        keywords: defaulted(
          list(text({ maxLength: 100 }), { max: 100, noun: 'keywords', unique: (word) => word }),
          [],
          'Words that route a request here before any model is asked.',
        ),
      },
      'a member',
    ),
    (value) => ({ ...value, keywords: value.keywords.toSorted() }),
  ),
});

function members(min: number, distinct: boolean) {
  return andThen(list(member, { min, max: 50, noun: 'members' }), (value, node, place, context) => {
    if (distinct && node.kind === 'seq') reportTwins(value, node.items, place, context);
    return value;
  });
}

function reportTwins(
  value: TeamMember[],
  nodes: readonly TreeNode[],
  place: Place,
  context: ReadContext,
): void {
  const seen = new Set<string>();
  for (const [index, { agent }] of value.entries()) {
    const node = nodes[index];
    if (seen.has(agent) && node) {
      context.reporter.report('duplicate_member', {
        message: `"${agent}" is a member twice.`,
        path: [...place.path, index],
        span: valueSpan(node, 'agent', place),
      });
    }
    seen.add(agent);
  }
}

const common = {
  ...headFields,
  kind: required(
    oneWordOf(['Team'], { noun: 'kind' }),
    'Agent: one model with tools. Team: agents put together.',
  ),
};
const memberList = 'The agents that work together.';
const edges = list(
  object(
    {
      from: required(text({ maxLength: 63 }), 'START or a node.'),
      to: required(text({ maxLength: 63 }), 'A node or END.'),
      when: optional(edgeExpression, 'CEL over state and input; left out: always.'),
      atMost: optional(
        number({ min: 1, max: 100, whole: true, unit: 'times' }),
        'How often the edge may be taken in one run; every cycle needs one.',
      ),
    },
    'an edge',
  ),
  { min: 1, max: 1_000, noun: 'edges' },
);
const nodes = record(object({ agent: required(slugText, 'Name of an agent of the team.') }, 'a node'), {
  noun: 'nodes',
  min: 1,
  max: 500,
  keySchema: { pattern: '^[A-Za-z][A-Za-z0-9_]*$', maxLength: 63 },
  checkKey(entry, place, context) {
    if (/^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(entry.key) && entry.key !== 'START' && entry.key !== 'END')
      return true;
    context.reporter.report('invalid_name', {
      message: `"${shorten(entry.key)}" is not a node name: letters, digits and "_", a letter first; START and END are taken.`,
      path: place.path,
      span: entry.keySpan,
    });
    return false;
  },
});

function titled<T extends { name: string; title?: string; invariants: readonly Invariant[] }>(
  written: T,
  node: TreeNode,
  place: Place,
  context: ReadContext,
): Omit<T, 'title'> & { title: string } {
  checkTeamRules(written.invariants, node, place, context);
  return { ...written, title: written.title ?? titleFromName(written.name) };
}

function patternField<const P extends TeamPattern>(pattern: P) {
  return required(oneWordOf([pattern], { noun: 'pattern' }), 'How the members work together.');
}

const patterns: { [P in TeamPattern]: Shape<Extract<TeamSpec, { pattern: P }>> } = {
  router: andThen(
    object(
      {
        ...common,
        pattern: patternField('router'),
        members: required(members(1, true), memberList),
        default: required(slugText, 'The member that answers when nothing else fits.'),
        model: defaulted(modelChoice('classification'), routingModel, 'Which model routes.', {
          ...routingModel,
          use: [],
        }),
      },
      'a router team',
    ),
    (written, node, place, context) => {
      if (!written.members.some(({ agent }) => agent === written.default)) {
        context.reporter.report('unknown_member', {
          message: `"${written.default}" is not among the members.`,
          path: [...place.path, 'default'],
          span: valueSpan(node, 'default', place),
          hint: `Members: ${written.members
            .slice(0, 10)
            .map(({ agent }) => agent)
            .join(', ')}.`,
        });
      }
      return titled(written, node, place, context);
    },
  ),
  sequence: andThen(
    object(
      { ...common, pattern: patternField('sequence'), members: required(members(1, false), memberList) },
      'a sequence team',
    ),
    titled,
  ),
  parallel: andThen(
    object(
      {
        ...common,
        pattern: patternField('parallel'),
        members: required(members(2, true), memberList),
        merge: optional(slugText, 'The agent that makes one answer of all; left out: answers side by side.'),
      },
      'a parallel team',
    ),
    titled,
  ),
  supervisor: andThen(
    object(
      {
        ...common,
        pattern: patternField('supervisor'),
        supervisor: required(slugText, 'The agent that hands out the work.'),
        members: required(members(1, true), memberList),
      },
      'a supervisor team',
    ),
    titled,
  ),
  'plan-execute': andThen(
    object(
      {
        ...common,
        pattern: patternField('plan-execute'),
        planner: required(slugText, 'The agent that makes the plan.'),
        executor: required(slugText, 'The agent that works through it.'),
        persistence: optional(slugText, 'The agent that keeps the result.'),
      },
      'a plan-execute team',
    ),
    titled,
  ),
  graph: andThen(
    object(
      {
        ...common,
        pattern: patternField('graph'),
        nodes: required(nodes, 'The steps, by name.'),
        edges: required(edges, 'Which step follows which, from START to END.'),
      },
      'a graph team',
    ),
    (written, node, place, context) => {
      checkGraph(written, node, place, context);
      return titled(written, node, place, context);
    },
  ),
};

const patternWord = oneWordOf(teamPatterns, { noun: 'pattern' });
const patternSchema: JsonValue = {
  ...patternWord.schema,
  description: 'How the members work together.',
};

/** One object that knows the keys of all patterns (what editors complete), then each pattern's own rules. */
function teamSchema(): JsonSchema {
  const properties: Record<string, JsonValue> = {};
  const alternatives: JsonValue[] = [];
  for (const pattern of teamPatterns) {
    const own = patterns[pattern].schema;
    const parts =
      own.properties !== undefined && isSchema(own.properties) ? Object.entries(own.properties) : [];
    for (const [key, part] of parts) properties[key] = part;
    const rules = {
      additionalProperties: false,
      required: own.required ?? [],
      // What all patterns share is said once, above.
      properties: Object.fromEntries(
        parts.map(([key, part]) => [key, Object.hasOwn(common, key) ? true : part]),
      ),
    };
    alternatives.push({
      if: { properties: { pattern: { const: pattern } }, required: ['pattern'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: rules,
    });
  }
  properties.pattern = patternSchema;
  return {
    type: 'object',
    properties,
    required: ['apiVersion', 'kind', 'name', 'pattern'],
    allOf: alternatives,
  };
}

/** The whole language for `kind: Team`: `pattern` decides which keys there are. */
export const teamShape: Shape<TeamSpec> = {
  schema: teamSchema(),
  read(node, place, context) {
    if (node.kind !== 'map') {
      reportType(node, place, context, 'a mapping (a team)');
      return undefined;
    }
    const entry = node.entries.find(({ key }) => key === 'pattern');
    if (!entry) {
      context.reporter.report('missing_key', {
        message: 'A team needs "pattern".',
        path: [...place.path, 'pattern'],
        span: node.entries.find(({ key }) => key === 'kind')?.keySpan ?? tokenOf(node, place),
        hint: `One of: ${teamPatterns.join(', ')}.`,
      });
      return undefined;
    }
    const inner = { path: [...place.path, 'pattern'], near: entry.keySpan };
    const pattern = patternWord.read(entry.value, inner, context);
    if (pattern === undefined) return undefined;
    return patterns[pattern].read(node, place, context);
  },
};

function valueSpan(node: TreeNode, key: string, place: Place) {
  const entry = node.kind === 'map' ? node.entries.find((each) => each.key === key) : undefined;
  return entry ? tokenOf(entry.value, { path: place.path, near: entry.keySpan }) : tokenOf(node, place);
}

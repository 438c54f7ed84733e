import { boundaries } from '@agent-factory/contracts';
import fc from 'fast-check';
import {
  type AgentSpec,
  afterCuts,
  defaultMaxDepth,
  defaultMemory,
  type Limits,
  type Memory,
  type ModelChoice,
  modelTasks,
  reasoningEfforts,
  type Silence,
  type ToolRef,
  timeoutAnswers,
} from '../agent-spec.ts';
import { builtinTools, toolGroups, toolsBehind } from '../builtin-tools.ts';
import { type Invariant, type InvariantCheck, piiKinds } from '../invariant.ts';
import type { JsonSchema, JsonValue } from '../json-schema.ts';
import { possibleBoundaries } from '../language/invariant-shape.ts';
import type { Assertion, SpecTest } from '../spec-test.ts';
import type { TeamMember, TeamSpec } from '../team-spec.ts';
import { findCharacters } from '../text/scan-characters.ts';
import { normaliseProse } from '../text/split-document.ts';
import { toolNameOf } from '../tool-name.ts';

const clean = (text: string) => findCharacters(text, 1).length === 0;
const awkward = [
  'a: b',
  '# no comment',
  '- item',
  '"quoted"',
  "it's",
  '---',
  '{}',
  '[x',
  '*a',
  '&b',
  '!c',
  '%d',
  'null',
  'true',
  '12',
  '~',
  'é😀',
  'a\nb',
  ' lead',
  'trail ',
  '\ttab',
  '0x1F',
  '<<',
  '@x',
  'y: ',
  '|',
  '>',
];
/** Words of people, and such as YAML reads as something else. */
const words = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .oneof(
      fc.constantFrom(...awkward),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      fc.lorem({ maxCount: 4 }),
    )
    .filter((text) => clean(text) && text.trim() !== '' && text.length <= maxLength);

const slug = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,4}){0,2}$/);
const slugs = fc.uniqueArray(slug, { minLength: 2, maxLength: 6 });
const json: fc.Arbitrary<JsonValue> = fc
  .jsonValue({ maxDepth: 2 })
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonValue)
  .filter((value) => {
    const text = JSON.stringify(value);
    return clean(text) && !text.includes('__proto__') && !/\\u/.test(text) && !/\d{16,}/.test(text);
  });

const schema: fc.Arbitrary<JsonSchema> = fc.constantFrom<JsonSchema>(
  {
    type: 'object',
    properties: { answer: { type: 'string', description: 'What: it # says' } },
    required: ['answer'],
  },
  { type: 'array', items: { type: ['number', 'null'], minimum: -1.5 } },
  {
    $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } },
    $ref: '#/$defs/node',
  },
  { enum: ['a', 1, null, true], title: '' },
);
const maybeSchema: fc.Arbitrary<JsonSchema | null> = fc.option(schema);
const inputSchema = fc.constantFrom<JsonSchema>(
  { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
  { type: 'object', additionalProperties: true },
);
const pattern = fc.constantFrom('a+b', '\\b(?:\\d[ -]?){13,16}\\b', '(?i)secret', '^\\s*$', '"', "'", ': #');
const cel = fc.constantFrom(
  'size(output) > 0',
  'output.total >= 1 && "x" in output.tags',
  'calls.all(c, c.ok)',
  'usage.costUsd < 0.1',
);

export const limits: fc.Arbitrary<Limits> = fc.record(
  {
    maxCostUsd: fc.integer({ min: 0, max: 1_000_000 }).map((micro) => micro / 1_000),
    maxSteps: fc.integer({ min: 1, max: 200 }),
    maxSeconds: fc.integer({ min: 1, max: 3_600 }),
    maxOutputTokens: fc.integer({ min: 1, max: 200_000 }),
    maxTokens: fc.integer({ min: 1, max: 1_000_000_000 }),
    // The default is never written.
    maxDepth: fc.integer({ min: 0, max: 16 }).filter((depth) => depth !== defaultMaxDepth),
  },
  { requiredKeys: ['maxCostUsd', 'maxSteps', 'maxSeconds', 'maxOutputTokens'] },
);

function checkFor(tools: readonly string[], hasOutput: boolean): fc.Arbitrary<InvariantCheck> {
  const kinds: fc.Arbitrary<InvariantCheck>[] = [
    fc.record({ kind: fc.constant('forbidPattern'), pattern }),
    fc.record({ kind: fc.constant('matches'), pattern }),
    fc.record({ kind: fc.constant('outputSchema'), schema: hasOutput ? maybeSchema : schema }),
    fc.record({ kind: fc.constant('maxLength'), characters: fc.integer({ min: 1, max: 9_999 }) }),
    fc.record({ kind: fc.constant('noPii'), kinds: fc.subarray([...piiKinds].sort(), { minLength: 1 }) }),
    fc.record({ kind: fc.constant('cel'), expression: cel }),
    fc.record({ kind: fc.constant('judge'), question: words(60) }),
    fc.record({
      kind: fc.constant('maxCalls'),
      tool: fc.constant(null),
      atMost: fc.integer({ min: 0, max: 20 }),
    }),
  ];
  if (tools.length > 0) {
    const tool = fc.constantFrom(...tools);
    kinds.push(
      fc.record({ kind: fc.constant('requireTool'), tool }),
      fc.record({ kind: fc.constant('forbidTool'), tool }),
      fc.record({ kind: fc.constant('maxCalls'), tool, atMost: fc.integer({ min: 0, max: 20 }) }),
    );
  }
  if (tools.length > 1) {
    kinds.push(
      fc.record({
        kind: fc.constant('toolOrder'),
        tools: fc.shuffledSubarray([...tools], { minLength: 2, maxLength: Math.min(20, tools.length) }),
      }),
    );
  }
  return fc.oneof(...kinds);
}

export function invariantFor(tools: readonly string[], hasOutput: boolean): fc.Arbitrary<Invariant> {
  return checkFor(tools, hasOutput).chain((check) => {
    const possible = possibleBoundaries[check.kind];
    return fc
      .record({
        id: slug,
        says: words(100),
        at: fc.subarray([...possible], { minLength: 1 }),
        otherwise: fc.constantFrom(
          'block' as const,
          'retry' as const,
          'redact' as const,
          'escalate' as const,
          'warn' as const,
        ),
      })
      .map(({ otherwise, at, ...rest }) => {
        const canRedact = check.kind === 'forbidPattern' || check.kind === 'noPii';
        const canRetry = at.every((boundary) => boundary !== 'input' && boundary !== 'model_call');
        const fits = (otherwise !== 'redact' || canRedact) && (otherwise !== 'retry' || canRetry);
        return {
          ...rest,
          at: boundaries.filter((each) => at.includes(each)),
          check,
          otherwise: fits ? otherwise : 'block',
        };
      });
  });
}

function assertionFor(tools: readonly string[]): fc.Arbitrary<Assertion> {
  const kinds: fc.Arbitrary<Assertion>[] = [
    fc.record({ kind: fc.constant('contains'), text: words(50) }),
    fc.record({ kind: fc.constant('notMatches'), pattern }),
    fc.record({ kind: fc.constant('equals'), value: json }),
    fc.record({ kind: fc.constant('jsonSchema'), schema }),
    fc.record({ kind: fc.constant('cel'), expression: cel }),
    fc.record({ kind: fc.constant('maxCostUsd'), usd: fc.constantFrom(0, 0.001, 1) }),
    fc.record({ kind: fc.constant('maxSeconds'), seconds: fc.constantFrom(0.5, 30) }),
    fc.record({
      kind: fc.constant('status'),
      status: fc.constantFrom('succeeded' as const, 'refused' as const),
    }),
    fc.record({ kind: fc.constant('judge'), question: words(50) }),
  ];
  if (tools.length > 0)
    kinds.push(fc.record({ kind: fc.constant('toolUsed'), tool: fc.constantFrom(...tools) }));
  return fc.oneof(...kinds);
}

function testFor(tools: readonly string[]): fc.Arbitrary<SpecTest> {
  return fc.record({
    name: words(60),
    input: fc.record({ query: words(50) }),
    expect: fc.array(assertionFor(tools), { minLength: 1, maxLength: 3 }),
    critical: fc.boolean(),
  });
}

const headOf = (tools: readonly string[]) =>
  fc
    .record({
      input: fc.option(inputSchema, { nil: undefined }),
      output: fc.option(schema, { nil: undefined }),
    })
    .chain(({ input, output }) =>
      fc
        .record({
          apiVersion: fc.constant('agentfactory/v1' as const),
          name: slug.map((name) => `${name}-spec`),
          title: words(100),
          description: fc.oneof(fc.constant(''), words(200)),
          limits,
          invariants: fc.uniqueArray(invariantFor(tools, output !== undefined), {
            maxLength: 4,
            selector: ({ id }) => id,
          }),
          tests: fc.uniqueArray(testFor(tools), { maxLength: 3, selector: ({ name }) => name }),
          gates: fc.record(
            {
              minPassRate: fc.constantFrom(0, 0.5, 0.9, 1),
              trials: fc.integer({ min: 1, max: 50 }),
              guards: fc.constantFrom<('draft' | 'staging')[]>([], ['staging'], ['draft', 'staging']),
            },
            { requiredKeys: ['minPassRate', 'trials'] },
          ),
          instructions: fc
            .array(words(100), { minLength: 1, maxLength: 4 })
            .map((lines) => normaliseProse(lines.join('\n')))
            .filter((text) => text !== '' && !text.trimStart().startsWith('apiVersion:')),
        })
        .map((head) => ({ ...head, ...(input ? { input } : {}), ...(output ? { output } : {}) })),
    );

const tools: fc.Arbitrary<ToolRef[]> = fc
  .record({
    named: fc.subarray(builtinTools.map(({ name }) => name)),
    groups: fc.subarray([...toolGroups.keys()]),
    agents: fc.uniqueArray(slug, { maxLength: 2 }),
    mcp: fc.option(
      fc.uniqueArray(fc.constantFrom('search', 'fetch', 'get.quote', 'repos/get', 'A_b'), { minLength: 1 }),
    ),
  })
  .map(({ named, groups, agents, mcp }) => [
    ...named
      .filter((name) => !groups.some((group) => toolsBehind(group).includes(name)))
      .concat(groups)
      .map((name): ToolRef => ({ type: 'builtin', name })),
    ...agents.map((name): ToolRef => ({ type: 'agent', name: `x-${name}` })),
    ...(mcp
      ? [{ type: 'mcp' as const, url: 'https://mcp.example.com/mcp?a=1#b', allow: mcp.toSorted() }]
      : []),
  ]);

export function namesOf(list: readonly ToolRef[]): string[] {
  return list.flatMap((tool) => {
    if (tool.type === 'builtin') return toolsBehind(tool.name);
    return tool.type === 'agent' ? [tool.name] : tool.allow.map(toolNameOf);
  });
}

const model: fc.Arbitrary<ModelChoice> = fc.oneof(
  fc.record({ task: fc.constantFrom(...modelTasks), use: fc.subarray(['a/b', 'openai/gpt-5', 'x.y/z:1']) }),
  fc.record({
    task: fc.constantFrom(...modelTasks),
    use: fc.constant<string[]>([]),
    temperature: fc.constantFrom(0, 0.2, 2),
    reasoning: fc.constantFrom(...reasoningEfforts),
  }),
  fc.record(
    {
      task: fc.constantFrom(...modelTasks),
      use: fc.constant<string[]>([]),
      cascade: fc.constant<true>(true),
      cache: fc.constant<true>(true),
      hedge: fc.constant<true>(true),
      afterCut: fc.constantFrom(...afterCuts),
      regions: fc.subarray(['eu', 'eu-west', 'us'], { minLength: 1 }),
    },
    { requiredKeys: ['task', 'use'] },
  ),
);

/** Left out where it is the default. */
/** The default is never written. */
const silence: fc.Arbitrary<Silence | undefined> = fc.option(
  fc.record({
    timeoutSeconds: fc.integer({ min: 60, max: 2_592_000 }).filter((seconds) => seconds !== 86_400),
    onTimeout: fc.constantFrom(...timeoutAnswers),
  }),
  { nil: undefined },
);
const memory: fc.Arbitrary<Memory | undefined> = fc.option(
  fc
    .record({ window: fc.integer({ min: 0, max: 200 }), summarise: fc.boolean() })
    .filter(({ window, summarise }) => window !== defaultMemory.window || summarise),
  { nil: undefined },
);

/** Valid agents of every kind, normalised. */
export const arbitraryAgent: fc.Arbitrary<AgentSpec> = tools.chain((list) =>
  fc
    .record({ head: headOf(namesOf(list)), model, memory, silence, approvals: fc.subarray(namesOf(list)) })
    .map(({ head, model: choice, memory: remembered, silence: waits, approvals }) => ({
      ...head,
      kind: 'Agent',
      model: choice,
      tools: list,
      approvals: approvals.toSorted(),
      ...(remembered === undefined ? {} : { memory: remembered }),
      ...(waits === undefined ? {} : { silence: waits }),
    })),
);

const memberOf = (agent: string): fc.Arbitrary<TeamMember> =>
  fc.record({
    agent: fc.constant(agent),
    description: fc.oneof(fc.constant(''), words(50)),
    keywords: fc.uniqueArray(words(30), { maxLength: 3 }).map((list) => list.toSorted()),
  });

/** Valid teams of every pattern, normalised. */
export const arbitraryTeam: fc.Arbitrary<TeamSpec> = slugs.chain((agents) => {
  const [first = 'one', second = 'two'] = agents;
  const members = fc.tuple(...agents.map(memberOf));
  const head = headOf([]).map((each) => ({ ...each, kind: 'Team' as const }));
  const teams: fc.Arbitrary<TeamSpec>[] = [
    fc.tuple(head, members, model).map(([each, list, choice]) => ({
      ...each,
      pattern: 'router' as const,
      members: list,
      default: first,
      model: choice,
    })),
    fc.tuple(head, members).map(([each, list]) => ({ ...each, pattern: 'sequence' as const, members: list })),
    fc.tuple(head, members, fc.boolean()).map(([each, list, merges]) => ({
      ...each,
      pattern: 'parallel' as const,
      members: list,
      ...(merges ? { merge: first } : {}),
    })),
    fc.tuple(head, members).map(([each, list]) => ({
      ...each,
      pattern: 'supervisor' as const,
      supervisor: second,
      members: list,
    })),
    fc.tuple(head, fc.boolean()).map(([each, keeps]) => ({
      ...each,
      pattern: 'plan-execute' as const,
      planner: first,
      executor: second,
      ...(keeps ? { persistence: first } : {}),
    })),
    head.map((each) => ({
      ...each,
      pattern: 'graph' as const,
      nodes: { one: { agent: first }, two: { agent: second } },
      edges: [
        { from: 'START', to: 'one' },
        { from: 'one', to: 'two', when: 'state.one.ok' },
        { from: 'two', to: 'one', atMost: 3 },
        { from: 'two', to: 'END' },
      ],
    })),
  ];
  return fc.oneof(...teams);
});

export const arbitrarySpec = fc.oneof(arbitraryAgent, arbitraryTeam);

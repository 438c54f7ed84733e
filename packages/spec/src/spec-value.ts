import type { ModelChoice, ToolRef } from './agent-spec.ts';
import type { Invariant, InvariantCheck } from './invariant.ts';
import type { JsonValue } from './json-schema.ts';
import type { Assertion, SpecTest } from './spec-test.ts';
import type { Spec, TeamEdge } from './team-spec.ts';

interface JsonObject {
  [key: string]: JsonValue;
}

/**
 * The spec as an author would write it in JSON, every default spelled out: `parseSpec` of its text gives the
 * same spec back. This is what is hashed.
 */
export function specToValue(spec: Spec): JsonObject {
  const head: JsonObject = {
    apiVersion: spec.apiVersion,
    kind: spec.kind,
    name: spec.name,
    title: spec.title,
    description: spec.description,
    ...own(spec),
    limits: { ...spec.limits },
    ...(spec.input ? { input: spec.input } : {}),
    ...(spec.output ? { output: spec.output } : {}),
    invariants: spec.invariants.map(invariantValue),
    tests: spec.tests.map(testValue),
    gates: gatesValue(spec.gates),
  };
  // A team may do without instructions, and `instructions: ""` says nothing.
  return spec.instructions === '' ? head : { ...head, instructions: spec.instructions };
}

function gatesValue({ guards, ...gates }: Spec['gates']): JsonObject {
  return guards === undefined ? { ...gates } : { ...gates, guards: [...guards].sort() };
}

function own(spec: Spec): JsonObject {
  if (spec.kind === 'Agent') {
    return {
      model: modelValue(spec.model),
      tools: spec.tools.map(toolValue),
      approvals:
        spec.silence === undefined ? [...spec.approvals] : { tools: [...spec.approvals], ...spec.silence },
      ...(spec.memory === undefined ? {} : { memory: { ...spec.memory } }),
    };
  }
  switch (spec.pattern) {
    case 'router':
      return {
        pattern: spec.pattern,
        model: modelValue(spec.model),
        members: spec.members.map((member) => ({ ...member })),
        default: spec.default,
      };
    case 'sequence':
      return { pattern: spec.pattern, members: spec.members.map((member) => ({ ...member })) };
    case 'parallel':
      return {
        pattern: spec.pattern,
        members: spec.members.map((member) => ({ ...member })),
        ...(spec.merge === undefined ? {} : { merge: spec.merge }),
      };
    case 'supervisor':
      return {
        pattern: spec.pattern,
        supervisor: spec.supervisor,
        members: spec.members.map((member) => ({ ...member })),
      };
    case 'plan-execute':
      return {
        pattern: spec.pattern,
        planner: spec.planner,
        executor: spec.executor,
        ...(spec.persistence === undefined ? {} : { persistence: spec.persistence }),
      };
    case 'graph':
      return { pattern: spec.pattern, nodes: { ...spec.nodes }, edges: spec.edges.map(edgeValue) };
    default:
      return spec satisfies never;
  }
}

function edgeValue(edge: TeamEdge): JsonObject {
  return {
    from: edge.from,
    to: edge.to,
    ...(edge.when === undefined ? {} : { when: edge.when }),
    ...(edge.atMost === undefined ? {} : { atMost: edge.atMost }),
  };
}

function modelValue(model: ModelChoice): JsonObject {
  return {
    task: model.task,
    use: [...model.use],
    ...(model.temperature === undefined ? {} : { temperature: model.temperature }),
    ...(model.reasoning === undefined ? {} : { reasoning: model.reasoning }),
    ...(model.cascade === undefined ? {} : { cascade: model.cascade }),
    ...(model.cache === undefined ? {} : { cache: model.cache }),
    ...(model.hedge === undefined ? {} : { hedge: model.hedge }),
    ...(model.afterCut === undefined ? {} : { afterCut: model.afterCut }),
    ...(model.regions === undefined ? {} : { regions: [...model.regions] }),
  };
}

function toolValue(tool: ToolRef): JsonValue {
  switch (tool.type) {
    case 'builtin':
      return tool.name;
    case 'agent':
      return { agent: tool.name };
    case 'mcp':
      return { mcp: { url: tool.url, allow: [...tool.allow] } };
    case 'openapi':
      return { openapi: { url: tool.url, allow: [...tool.allow] } };
    default:
      return tool satisfies never;
  }
}

function invariantValue({ id, says, at, check, otherwise }: Invariant): JsonObject {
  return { id, says, at: [...at], check: { [check.kind]: checkValue(check) }, otherwise };
}

/** What stands behind the check's key; also the check's meaning, for comparing two of a kind. */
export function checkValue(check: InvariantCheck): JsonValue {
  switch (check.kind) {
    case 'forbidPattern':
    case 'matches':
      return check.pattern;
    case 'outputSchema':
      return check.schema ?? true;
    case 'maxLength':
      return check.characters;
    case 'requireTool':
    case 'forbidTool':
      return check.tool;
    case 'maxCalls':
      return check.tool === null ? check.atMost : { tool: check.tool, atMost: check.atMost };
    case 'toolOrder':
      return [...check.tools];
    case 'noPii':
      return [...check.kinds];
    case 'cel':
      return check.expression;
    case 'judge':
      return check.question;
    default:
      return check satisfies never;
  }
}

function testValue({ name, input, expect, critical }: SpecTest): JsonObject {
  return {
    name,
    input,
    expect: expect.map((assertion) => ({ [assertion.kind]: assertionValue(assertion) })),
    critical,
  };
}

function assertionValue(assertion: Assertion): JsonValue {
  switch (assertion.kind) {
    case 'contains':
    case 'notContains':
      return assertion.text;
    case 'matches':
    case 'notMatches':
      return assertion.pattern;
    case 'equals':
      return assertion.value;
    case 'jsonSchema':
      return assertion.schema ?? true;
    case 'cel':
      return assertion.expression;
    case 'toolUsed':
    case 'toolNotUsed':
      return assertion.tool;
    case 'maxLength':
      return assertion.characters;
    case 'maxCostUsd':
      return assertion.usd;
    case 'maxSeconds':
      return assertion.seconds;
    case 'maxSteps':
      return assertion.steps;
    case 'maxTokens':
      return assertion.tokens;
    case 'status':
      return assertion.status;
    case 'judge':
      return assertion.question;
    default:
      return assertion satisfies never;
  }
}

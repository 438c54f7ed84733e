import type { AssertionInput, TestCaseInput } from '@agent-factory/contracts';
import type { Authored } from '@agent-factory/spec';

type Value = Authored[string];

/** What a case expects that the tests of a spec have no words for, said for whoever wrote it. */
export interface Unsayable {
  problem: string;
}

/**
 * A case of a dataset as a test that stands in the spec itself. The spec's tests say less: a case with stubs, several
 * turns or an expectation that they cannot express belongs in a dataset, and the answer says why.
 */
export function authoredTest(given: TestCaseInput): { test: Authored } | Unsayable {
  if (given.turns) return { problem: 'A test of the spec has one turn. Save it in a dataset.' };
  const expect: Authored[] = [];
  // The form that they come from writes the long form.
  for (const assertion of (given.expect ?? []) as AssertionInput[]) {
    const said = authoredAssertions(assertion);
    if (said === null) {
      return {
        problem: `A test of the spec cannot say “${assertion.kind.replaceAll('_', ' ')}” in this way. Save it in a dataset, or expect something else.`,
      };
    }
    expect.push(...said);
  }
  // Without an expectation a case asks that the run succeeds; a test of the spec has to say so.
  if (expect.length === 0) expect.push({ status: 'succeeded' });
  return {
    test: {
      name: given.name,
      input: given.input as Value,
      expect,
      ...(given.critical === true ? { critical: true } : {}),
    },
  };
}

/** The inverse of what `assertionsOfSpecTest` of the evals does; null where there is none. */
function authoredAssertions(given: AssertionInput): Authored[] | null {
  const not = given.not === true;
  switch (given.kind) {
    case 'contains': {
      if (given.ignore_case === true) return null;
      const any = given.of === 'any' && given.texts.length > 1;
      // None of several: not one of them. Not all of several has no words.
      if (not ? !any && given.texts.length > 1 : any) return null;
      return given.texts.map((text) => (not ? { notContains: text } : { contains: text }));
    }
    case 'matches':
      return [not ? { notMatches: given.pattern } : { matches: given.pattern }];
    case 'equals':
      return not || (given.tolerance ?? 0) > 0 ? null : [{ equals: given.value as Value }];
    case 'json_schema':
      return not ? null : [{ jsonSchema: given.schema === null ? true : (given.schema as Value) }];
    case 'cel':
      return not ? null : [{ cel: given.expression }];
    case 'tool_used':
      if ((given.at_least ?? 1) !== 1 || (given.at_most ?? null) !== null) return null;
      return [not ? { toolNotUsed: given.tool } : { toolUsed: given.tool }];
    case 'length':
      if (not || (given.at_least ?? 0) !== 0 || !given.at_most) return null;
      return [{ maxLength: given.at_most }];
    case 'cost':
      return not ? null : [{ maxCostUsd: given.at_most_usd }];
    case 'latency':
      return not ? null : [{ maxSeconds: given.at_most_seconds }];
    case 'steps':
      if (not || (given.at_least ?? 0) !== 0 || !given.at_most) return null;
      return [{ maxSteps: given.at_most }];
    case 'tokens':
      return not || (given.of ?? 'total') !== 'total' || given.at_most < 1
        ? null
        : [{ maxTokens: given.at_most }];
    case 'status':
      return not ? null : [{ status: given.status }];
    case 'judge':
      return not || given.criteria.length !== 1 || given.criteria[0] === undefined || given.guidance
        ? null
        : [{ judge: given.criteria[0] }];
    default:
      return null;
  }
}

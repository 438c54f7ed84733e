import type { ArgumentMatch, ExpectedCall } from '@agent-factory/contracts';
import { jsonEqual, jsonIncludes } from '../assertions/json-equal.ts';
import type { Json, ObservedCall } from '../observation.ts';

/** Whether a call is the expected one; where no arguments are expected any will do. */
export function callFits(call: ObservedCall, expected: ExpectedCall, match: ArgumentMatch): boolean {
  return (
    call.name === expected.tool &&
    (expected.arguments === undefined || argumentsFit(call.arguments, expected.arguments, match))
  );
}

export function argumentsFit(given: Json, expected: Json, match: ArgumentMatch): boolean {
  return match === 'exact' ? jsonEqual(given, expected) : jsonIncludes(given, expected);
}

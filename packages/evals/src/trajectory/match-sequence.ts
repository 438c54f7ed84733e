import type { ArgumentMatch, ExpectedCall, SequenceMode } from '@agent-factory/contracts';
import { assign } from '../assertions/assign.ts';
import type { ObservedCall } from '../observation.ts';
import { callFits } from './call-fits.ts';

/** One call, or several that one answer of the model asks for at once, in any order. */
export type ExpectedStep = ExpectedCall | readonly ExpectedCall[];

export interface SequenceMatch {
  /** Whether the calls are as the mode wants them. */
  whole: boolean;
  /** Partial credit from 0 to 1: F1 of the calls that fit; of `subset` their share of what was called, of `superset` of what was expected. */
  score: number;
  /** Calls that found a partner. */
  paired: number;
}

/** A sequence that is as long as it should be and has every call, but not as it should, is worth less than a whole one. */
const almost = 0.99;

/**
 * Compares the calls of a run with those expected. The modes are those of LangChain's agentevals; but for `strict`, where
 * order counts, each call is paired with at most one expected call so that as many as can be find a partner.
 */
export function matchSequence(
  calls: readonly ObservedCall[],
  expected: readonly ExpectedStep[],
  mode: SequenceMode,
  match: ArgumentMatch,
): SequenceMatch {
  const flat = expected.flat();
  const paired = mode === 'strict' ? inOrder(calls, expected, match) : anyOrder(calls, flat, match);
  const precision = calls.length === 0 ? 1 : paired / calls.length;
  const recall = flat.length === 0 ? 1 : paired / flat.length;
  const whole = {
    strict: () => isStrict(calls, expected, match),
    unordered: () => precision === 1 && recall === 1,
    subset: () => precision === 1,
    superset: () => recall === 1,
  }[mode]();
  const partial = mode === 'subset' ? precision : mode === 'superset' ? recall : harmonic(precision, recall);
  return { whole, score: whole ? 1 : Math.min(partial, almost), paired };
}

/** All of them, in order, no others; calls that were to be made at once were asked for by one answer. */
function isStrict(
  calls: readonly ObservedCall[],
  expected: readonly ExpectedStep[],
  match: ArgumentMatch,
): boolean {
  let at = 0;
  for (const step of expected) {
    const group = isGroup(step) ? step : [step];
    const part = calls.slice(at, at + group.length);
    if (part.length < group.length || anyOrder(part, group, match) < group.length) return false;
    if (isGroup(step) && !isOneStep(calls, at, group.length)) return false;
    at += group.length;
  }
  return at === calls.length;
}

/** Whether one answer asked for these calls and no others; taken as so where nobody knows. */
function isOneStep(calls: readonly ObservedCall[], at: number, length: number): boolean {
  const step = calls[at]?.step;
  return calls.every((call, place) => {
    if (call.step === undefined || step === undefined) return true;
    const within = place >= at && place < at + length;
    return within === (call.step === step);
  });
}

function anyOrder(
  calls: readonly ObservedCall[],
  expected: readonly ExpectedCall[],
  match: ArgumentMatch,
): number {
  const fits = calls.map((call) => expected.map((each) => (callFits(call, each, match) ? 1 : 0)));
  return assign(fits).reduce((sum, column, row) => sum + (column < 0 ? 0 : (fits[row]?.[column] ?? 0)), 0);
}

/** The longest run of expected calls that occurs in this order; within a group in the order in which they came. */
function inOrder(
  calls: readonly ObservedCall[],
  expected: readonly ExpectedStep[],
  match: ArgumentMatch,
): number {
  const flat = expected.flatMap((step) => {
    if (!isGroup(step)) return [step];
    const first = (each: ExpectedCall) => {
      const place = calls.findIndex((call) => callFits(call, each, match));
      return place < 0 ? calls.length : place;
    };
    return [...step].sort((a, b) => first(a) - first(b));
  });
  let before = new Array<number>(calls.length + 1).fill(0);
  for (const each of flat) {
    const row = [0];
    for (const [place, call] of calls.entries()) {
      row.push(
        callFits(call, each, match)
          ? (before[place] ?? 0) + 1
          : Math.max(before[place + 1] ?? 0, row[place] ?? 0),
      );
    }
    before = row;
  }
  return before.at(-1) ?? 0;
}

function isGroup(step: ExpectedStep): step is readonly ExpectedCall[] {
  return Array.isArray(step);
}

function harmonic(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}

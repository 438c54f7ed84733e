import type { TestCase, TestCaseInput } from '@agent-factory/contracts';
import { inputText, readInput } from '../schedules/read-input.ts';
import { type DraftAssertion, draftOf, newAssertion, newKey, readAssertion } from './draft-assertion.ts';

/** A case while it is written. */
export interface DraftCase {
  key: string;
  name: string;
  /** A text, or a JSON object. */
  input: string;
  expect: readonly DraftAssertion[];
  critical: boolean;
  /** '' leaves it to the hash of the case. */
  split: '' | 'train' | 'validation' | 'sealed';
  /** What the form does not show and keeps: stubs, turns, tags, where it comes from. */
  rest: Partial<TestCase>;
}

export function newCase(): DraftCase {
  return {
    key: newKey(),
    name: '',
    input: '',
    expect: [newAssertion('contains')],
    critical: false,
    split: '',
    rest: {},
  };
}

export function draftOfCase(given: TestCase): DraftCase {
  const { name, input, expect, critical, split, ...rest } = given;
  return {
    key: newKey(),
    name,
    input: inputText(input),
    expect: expect.map(draftOf),
    critical,
    split: split ?? '',
    rest,
  };
}

/** What is wrong, by the key of the case or assertion and the field in it. */
export type DraftErrors = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** The cases that were written, or where something is missing. */
export function readCases(
  drafts: readonly DraftCase[],
): { cases: TestCaseInput[]; errors: null } | { cases: null; errors: DraftErrors } {
  const errors = new Map<string, Record<string, string>>();
  const names = new Set<string>();
  const cases = drafts.map((draft): TestCaseInput => {
    const name = draft.name.trim();
    const wrong: Record<string, string> = {};
    if (name === '') wrong.name = 'Give it a name.';
    else if (names.has(name)) wrong.name = 'Another case has this name.';
    names.add(name);
    if (draft.input.trim() === '') wrong.input = 'Say what the agent is asked.';
    const expect = draft.expect.flatMap((assertion) => {
      const read = readAssertion(assertion);
      if ('assertion' in read) return [read.assertion];
      errors.set(assertion.key, { ...read.errors });
      wrong.expect = 'Something is missing in what is expected.';
      return [];
    });
    if (Object.keys(wrong).length > 0) errors.set(draft.key, wrong);
    const input = readInput(draft.input);
    return {
      ...draft.rest,
      name,
      input: input as TestCaseInput['input'],
      expect,
      critical: draft.critical,
      split: draft.split === '' ? null : draft.split,
    };
  });
  return errors.size === 0 ? { cases, errors: null } : { cases: null, errors };
}

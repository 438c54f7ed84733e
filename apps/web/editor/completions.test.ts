import { expect, test } from 'vitest';
import { completionsAt } from './completions.ts';

function labelsAt(text: string): string[] {
  return completionsAt(text.replace('|', ''), text.indexOf('|')).map(({ label }) => label);
}

test('offers the keys of the language that are not there yet', () => {
  const labels = labelsAt('---\napiVersion: agentfactory/v1\nkind: Agent\n|');
  expect(labels).toEqual(expect.arrayContaining(['name', 'model', 'invariants', 'limits', 'tests']));
  expect(labels).not.toContain('kind');
  expect(labels).not.toContain('members');
});

test('offers what a team has once the kind is Team', () => {
  expect(labelsAt('kind: Team\n|')).toEqual(expect.arrayContaining(['pattern', 'members']));
});

test('offers the values of an enumeration, with their meaning', () => {
  expect(labelsAt('---\nmodel:\n  task: |')).toEqual(expect.arrayContaining(['research', 'classification']));
  expect(labelsAt('---\ninvariants:\n  - id: a\n    otherwise: r|')).toEqual([
    'block',
    'retry',
    'redact',
    'escalate',
    'warn',
  ]);
});

test('offers the kinds of a check and the boundaries', () => {
  expect(labelsAt('---\ninvariants:\n  - id: a\n    check: { |')).toEqual(
    expect.arrayContaining(['noPii', 'forbidPattern', 'cel']),
  );
  expect(labelsAt('---\ninvariants:\n  - id: a\n    at: [in|')).toEqual(
    expect.arrayContaining(['input', 'tool_call']),
  );
});

test('offers tools where tools are named', () => {
  expect(labelsAt('---\ntools:\n  - |')).toEqual(expect.arrayContaining(['calculator', 'http_get', 'mcp']));
  expect(labelsAt('---\ninvariants:\n  - check: { requireTool: |')).toContain('json_query');
});

test('says how much of the word before the cursor an offer replaces', () => {
  const [first] = completionsAt('---\nmodel:\n  task: rese', 23);
  expect(first?.replaces).toBe(4);
});

test('an offer for a list or a mapping opens it', () => {
  const offers = completionsAt('---\n', 4);
  expect(offers.find(({ label }) => label === 'invariants')?.insert).toBe('invariants:\n  - $0');
  expect(offers.find(({ label }) => label === 'limits')?.insert).toBe('limits:\n  $0');
  expect(offers.find(({ label }) => label === 'name')?.insert).toBe('name: $0');
});

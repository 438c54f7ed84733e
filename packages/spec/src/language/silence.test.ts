import { expect, test } from 'vitest';
import { specHash } from '../canonical.ts';
import { diffSpecs } from '../change/diff-specs.ts';
import { parseSpec } from '../parse-spec.ts';
import { agentText } from '../testing/marked.ts';

function read(approvals: string) {
  const { document, diagnostics } = parseSpec(agentText(`tools: [calculator]\napprovals: ${approvals}`));
  if (document?.kind !== 'Agent') throw new Error(JSON.stringify(diagnostics));
  return document;
}

test('saying what silence means anyway changes nothing', () => {
  const plain = read('[calculator]');
  expect(plain.silence).toBeUndefined();
  for (const same of [
    '{ tools: [calculator] }',
    '{ tools: [calculator], timeoutSeconds: 86400, onTimeout: deny }',
  ]) {
    expect(specHash(read(same))).toBe(specHash(plain));
  }
});

test('what silence means is part of the spec', () => {
  const bold = read('{ tools: [calculator], timeoutSeconds: 60, onTimeout: approve }');
  expect([bold.approvals, bold.silence]).toEqual([
    ['calculator'],
    { timeoutSeconds: 60, onTimeout: 'approve' },
  ]);
  expect(specHash(bold)).not.toBe(specHash(read('[calculator]')));
});

test.each([
  [
    'silence that approves',
    '[calculator]',
    '{ tools: [calculator], onTimeout: approve }',
    'approval_removed',
  ],
  [
    'silence that approves sooner',
    '{ tools: [calculator], onTimeout: approve }',
    '{ tools: [calculator], onTimeout: approve, timeoutSeconds: 60 }',
    'approval_removed',
  ],
  ['silence that refuses again', '{ tools: [calculator], onTimeout: approve }', '[calculator]', 'tightened'],
  ['less time to decide', '[calculator]', '{ tools: [calculator], timeoutSeconds: 60 }', 'tightened'],
])('%s is a change of its risk', (_, before, after, risk) => {
  expect(diffSpecs(read(before), read(after)).map((change) => change.risk)).toEqual([risk]);
});

test.each([
  '{ tools: [calculator], timeoutSeconds: 3 }',
  '{ tools: [calculator], onTimeout: maybe }',
  '{ timeoutSeconds: 60 }',
  'calculator',
])('%s is refused', (approvals) => {
  expect(parseSpec(agentText(`tools: [calculator]\napprovals: ${approvals}`)).document).toBeNull();
});

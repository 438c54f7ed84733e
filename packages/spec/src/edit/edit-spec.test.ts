import { describe, expect, test } from 'vitest';

import { editSpec } from './edit-spec.ts';
import type { SpecOperation } from './operation.ts';
import { applyEdits } from './text-edit.ts';

/** The text after operations; a refusal fails the test. */
function edited(text: string, ...operations: SpecOperation[]): string {
  const result = editSpec(text, operations);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(applyEdits(text, result.edits)).toBe(result.text);
  expect(applyEdits(result.text, result.inverse)).toBe(text);
  return result.text;
}

const agent = `---
# What this is
apiVersion: agentfactory/v1
kind: Agent   # one model
name: 'shop-desk'

tools: [ web_search,   calculator ]   # both are free
limits: {maxSteps: 3,   maxSeconds: 5}
invariants:
  # The first rule
  - id: one
    says: "One."   # said
    check: { maxLength: 10 }

  # The second rule
  - id: two
    says: Two.
    check: { maxLength: 20 }
# The end
---

# Purpose

Say it.\x20\x20
`;

describe('editSpec: one place', () => {
  test.each<[string, SpecOperation, string, string]>([
    ['keeps quotes', { type: 'set', path: ['name'], value: "it's" }, "'shop-desk'", "'it''s'"],
    ['keeps a comment', { type: 'set', path: ['kind'], value: 'Team' }, 'Agent   #', 'Team   #'],
    [
      'quotes what needs it',
      { type: 'set', path: ['invariants', 1, 'says'], value: 'a: b' },
      'says: Two.',
      "says: 'a: b'",
    ],
    [
      'imitates brackets',
      { type: 'addTool', tool: 'json_query' },
      'calculator ]',
      'calculator, json_query ]',
    ],
    ['takes out of brackets', { type: 'removeTool', tool: 'web_search' }, 'web_search,   ', ''],
    [
      'moves in brackets',
      { type: 'moveTool', from: 1, to: 0 },
      'web_search,   calculator',
      'calculator,   web_search',
    ],
    [
      'adds to brackets',
      { type: 'setLimit', limit: 'maxTokens', value: 9 },
      'maxSeconds: 5',
      'maxSeconds: 5, maxTokens: 9',
    ],
    [
      'puts keys in the order of the language',
      { type: 'set', path: ['title'], value: 'Shop' },
      "'shop-desk'\n",
      "'shop-desk'\ntitle: Shop\n",
    ],
    [
      'removes an item with its comments',
      { type: 'removeInvariant', id: 'two' },
      '\n\n  # The second rule\n  - id: two\n    says: Two.\n    check: { maxLength: 20 }\n# The',
      '\n# The',
    ],
    [
      'parts items as they are parted',
      { type: 'addInvariant', invariant: { id: 'three', says: 'Three.', check: { noPii: true } } },
      '{ maxLength: 20 }\n',
      '{ maxLength: 20 }\n\n  - id: three\n    says: Three.\n    check: {noPii: true}\n',
    ],
    [
      'edits the body',
      { type: 'setInstructions', text: '# Purpose\n\nSay it all.' },
      'it.\x20\x20\n',
      'it all.\x20\x20\n',
    ],
    [
      'finds no difference in what is the same',
      { type: 'set', path: ['limits'], value: { maxSeconds: 5, maxSteps: 3 } },
      'Agent',
      'Agent',
    ],
    [
      'changes of a value only what differs',
      { type: 'setInvariant', id: 'one', invariant: { id: 'one', says: 'Won.', check: { maxLength: 10 } } },
      '"One."   # said',
      '"Won."   # said',
    ],
  ])('%s', (_, operation, before, after) => {
    expect(agent.split(before)).toHaveLength(2);
    // With other line ends the very same happens.
    expect(edited(agent, operation)).toBe(agent.replace(before, () => after));
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    expect(edited(crlf(agent), operation)).toBe(crlf(agent.replace(before, () => after)));
  });

  test('an item moves with its comments; the blank line between stays', () => {
    const text = edited(agent, { type: 'moveInvariant', id: 'two', to: 0 });
    expect(text).toContain(
      '  # The second rule\n  - id: two\n    says: Two.\n    check: { maxLength: 20 }\n\n  # The first rule\n  - id: one\n',
    );
  });
});

import { expect, test } from 'vitest';
import { ruleAt } from './builder-action.ts';

const text = `---
apiVersion: agentfactory/v1
kind: Agent
name: till
invariants:
  - id: first
    says: One.
  - says: It has no name.
    at: output
limits: { maxSteps: 3 }
---
# Purpose
`;

test.each([
  ['One.', 'first'],
  ['first', 'first'],
  ['no name', null],
  ['maxSteps', null],
  ['# Purpose', null],
])('at "%s" the builder opens on %s', (place, id) => {
  expect(ruleAt(text, text.indexOf(place) + 1)).toBe(id);
});

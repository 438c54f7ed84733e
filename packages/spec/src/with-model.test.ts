import fc from 'fast-check';
import { expect, test } from 'vitest';
import { specHash } from './canonical.ts';
import { editSpec } from './edit/edit-spec.ts';
import { parseSpec } from './parse-spec.ts';
import type { Spec } from './team-spec.ts';
import { withModel } from './with-model.ts';

const model = fc.stringMatching(/^[a-z0-9][a-z0-9_.-]{0,8}\/[a-zA-Z0-9:._-]{1,12}$/);
const own = fc.record({
  task: fc.constantFrom('research', 'simple_query'),
  use: fc.array(model, { maxLength: 3 }),
  more: fc.constantFrom('', '\n  temperature: 0.2', '\n  cascade: true'),
});

test('what was tried is, once it is saved, a version of the same hash; all else stays', () => {
  fc.assert(
    fc.property(own, model, ({ task, use, more }, tried) => {
      const text = `---
apiVersion: agentfactory/v1
kind: Agent
name: adder
model: # chosen with care
  task: ${task}
  use: [${use.map((one) => JSON.stringify(one)).join(', ')}]${more}
limits: { maxCostUsd: 0.02 }
---
Add.
`;
      const edit = editSpec(text, [{ type: 'setModelPolicy', model: { use: [tried] } }]);
      const [spec, saved] = [read(text), read(edit.ok ? edit.text : '')];
      const tries = withModel(spec, tried);
      expect(specHash(tries)).toBe(specHash(saved));
      expect({ ...tries, model: null }).toEqual({ ...spec, model: null });
    }),
    { numRuns: 25 },
  );
});

function read(text: string): Spec {
  const { document, diagnostics } = parseSpec(text);
  if (document === null) throw new Error(JSON.stringify(diagnostics));
  return document;
}

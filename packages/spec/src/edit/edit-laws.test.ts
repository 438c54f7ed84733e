import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { specGraph } from '../graph/spec-graph.ts';
import type { JsonValue } from '../json-schema.ts';
import { specToValue } from '../spec-value.ts';
import { arbitrarySpec } from '../testing/arbitrary-spec.ts';
import { operationOn } from '../testing/arbitrary-operation.ts';
import { authorText } from '../testing/author-text.ts';
import { documentValue } from './document-value.ts';
import { editSpec } from './edit-spec.ts';
import type { SpecOperation } from './operation.ts';
import { readLayout } from './read-layout.ts';
import { applyEdits } from './text-edit.ts';

const seed = fc.array(fc.nat(997), { minLength: 5, maxLength: 12 });
let refused = 0, made = 0;
const why = new Map<string, number>();

test('debug', () => {
  fc.assert(
    fc.property(arbitrarySpec, seed, fc.array(seed, { minLength: 1, maxLength: 3 }), (spec, style, choices) => {
      let text = authorText(specToValue(spec), style);
      for (const choice of choices) {
        const value = documentValue(readLayout(text));
        const operation = operationOn(value, choice);
        const result = editSpec(text, [operation]);
        if (!result.ok) {
          refused++;
          const k = result.problems[0]?.code + ' ' + operation.type;
          why.set(k, (why.get(k) ?? 0) + 1);
          if (result.problems[0]?.code === 'not_kept' && (why.get(k) ?? 0) < 4) console.log(JSON.stringify(operation), '\n' + text.slice(0, 6000), '\n======');
          continue;
        }
        made++;
        expect(applyEdits(text, result.edits)).toBe(result.text);
        expect(applyEdits(result.text, result.inverse)).toBe(text);
        text = result.text;
      }
    }),
    { numRuns: 1000, seed: 7 },
  );
  console.log({ refused, made }, [...why]);
});

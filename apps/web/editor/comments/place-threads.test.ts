import type { CommentThread } from '@agent-factory/contracts';
import { parseSpec } from '@agent-factory/spec';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSpecDocument } from '../document/spec-document.ts';
import { createEditorStore } from '../editor-store.ts';
import { placeOfNode, placeOfText } from './new-place.ts';
import { placeThreads } from './place-threads.ts';

const documentId = '00000000-0000-4000-8000-000000000001';
const text = `---
apiVersion: agentfactory/v1
kind: Agent
name: adder
title: Adder
model:
  task: simple_query
tools:
  - calculator
  - http_get
limits:
  maxCostUsd: 0.05
---
Answer with one number.
`;

function open(initial = text) {
  const store = createEditorStore(createSpecDocument({ text: initial }), {
    saved: { version: 1, text: initial },
  });
  const placed = (place: CommentThread['place']) => {
    const { text: now, spec } = store.getState();
    // Nothing but where it stands is looked at.
    const thread = { id: 'cth_x', place } as unknown as CommentThread;
    const { document } = parseSpec(now);
    return placeThreads([thread], { doc: spec.doc, documentId, text: now, spec: document })[0];
  };
  return { store, placed };
}

const told = (now: string, placed: { range: { start: number; end: number } | null } | undefined) =>
  placed?.range == null ? null : now.slice(placed.range.start, placed.range.end);

test('a line moves with the text above it, and names the node in which it stands', () => {
  const { store, placed } = open();
  const at = text.indexOf('http_get');
  const place = placeOfText(store, documentId, { start: at, end: at });
  expect(place).toMatchObject({ quote: '- http_get' });
  store.getState().spec.change([{ offset: 4, length: 0, insert: '# One.\n# Two.\n' }], 'text');
  const found = placed(place);
  expect(told(store.getState().text, found)).toBe('- http_get');
  expect(found).toMatchObject({ isGone: false, path: ['tools', 1] });
});

test('a text that is deleted is gone, keeps its words, and is back after an undo', () => {
  const { store, placed } = open();
  const line = '  maxCostUsd: 0.05\n';
  const at = text.indexOf(line);
  const place = placeOfText(store, documentId, { start: at + 2, end: at + line.length - 1 });
  store.getState().spec.change([{ offset: at, length: line.length, insert: '' }], 'text');
  expect(placed(place)).toMatchObject({
    range: null,
    isGone: true,
    thread: { place: { quote: 'maxCostUsd: 0.05' } },
  });
  store.getState().undo();
  expect(told(store.getState().text, placed(place))).toBe('maxCostUsd: 0.05');
});

test('a node is found by its name where no text leads to it', () => {
  const { store, placed } = open();
  const { quote, path } = placeOfNode(store, null, ['limits']);
  expect(path).toEqual(['limits']);
  const found = placed({ document: null, start: null, end: null, path, quote });
  expect(told(store.getState().text, found)).toContain('maxCostUsd');
  expect(placed({ document: null, start: null, end: null, path: ['outputs'], quote })).toMatchObject({
    isGone: true,
    path: null,
  });
  expect(placed({ document: null, start: null, end: null, path: null, quote: '' })).toMatchObject({
    isGone: false,
    range: null,
  });
});

test('a place in another document is gone', () => {
  const { store, placed } = open();
  const place = placeOfText(store, '00000000-0000-4000-8000-000000000002', { start: 4, end: 20 });
  expect(placed(place)).toMatchObject({ range: null, isGone: true });
});

test('edits that leave a text alone leave its comment on it', () => {
  const edit = fc.record({ at: fc.nat(), cut: fc.nat(6), insert: fc.string({ maxLength: 6 }) });
  fc.assert(
    fc.property(
      fc.nat(text.length - 1),
      fc.integer({ min: 1, max: 30 }),
      fc.array(edit),
      (from, size, edits) => {
        const { store, placed } = open();
        const start = from;
        const end = Math.min(text.length, from + size);
        const place = placeOfText(store, documentId, { start, end });
        let [left, right] = [start, end];
        const quoted = text.slice(start, end);
        for (const { at, cut, insert } of edits) {
          const now = store.getState().text;
          const offset = at % (now.length + 1);
          // Before it or behind it, and not into it.
          if (offset < left) {
            const length = Math.min(cut, left - offset);
            store.getState().spec.change([{ offset, length, insert }], 'text');
            left += insert.length - length;
            right += insert.length - length;
          } else if (offset >= right) {
            const length = Math.min(cut, now.length - offset);
            store.getState().spec.change([{ offset, length, insert }], 'text');
          }
        }
        expect(told(store.getState().text, placed(place))).toBe(quoted);
      },
    ),
    { numRuns: 15 },
  );
});

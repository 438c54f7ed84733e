import { applyEdits, type SpecOperation } from '@agent-factory/spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createSpecDocument, type DocumentChange, type SpecDocument } from './spec-document.ts';

const text = `---
apiVersion: agentfactory/v1
kind: Agent
name: till   # the desk
limits: { maxCostUsd: 0.02 }
---
Add things up.
`;

const rename: SpecOperation = { type: 'set', path: ['name'], value: 'desk' };
const limit: SpecOperation = { type: 'setLimit', limit: 'maxSteps', value: 4 };

/** Types a letter where a mark stands, as the text view does. */
function type(document: SpecDocument, mark: string, letter: string): void {
  const offset = document.getText().indexOf(mark);
  document.change([{ offset, length: 0, insert: letter }], 'text', { merge: 'typing' });
}

/** Two documents that hear all of each other, as two tabs do. */
function joined(one: Y.Doc, two: Y.Doc): void {
  one.on('update', (update, origin) => (origin === two ? undefined : Y.applyUpdate(two, update, one)));
  two.on('update', (update, origin) => (origin === one ? undefined : Y.applyUpdate(one, update, two)));
}

describe('one order of undo for all views', () => {
  test('steps of text, form and canvas come back one by one, each with where it was made', () => {
    const document = createSpecDocument({ text });
    type(document, 'Add', 'W');
    type(document, 'Add', 'e');
    document.edit([rename], 'form');
    const withName = document.getText();
    document.edit([limit], 'canvas');
    type(document, ' things', '!');

    expect(document.undo()).toMatchObject({ view: 'text' });
    expect(document.undo()).toMatchObject({ view: 'canvas' });
    expect(document.getText()).toBe(withName);
    expect(document.undo()).toMatchObject({ view: 'form', path: ['name'] });
    expect(document.getText()).toBe(text.replace('Add', 'WeAdd'));
    expect(document.undo()).toMatchObject({ view: 'text', offset: text.indexOf('Add') });
    expect(document.getText()).toBe(text);
    expect(document.undo()).toBeNull();

    expect(document.redo()).toMatchObject({ view: 'text' });
    expect(document.redo()).toMatchObject({ view: 'form', path: ['name'] });
    expect(document.redo()).toMatchObject({ view: 'canvas' });
    expect(document.getText()).toContain('maxSteps: 4');
    expect(document.undo()).toMatchObject({ view: 'canvas' });
  });

  test('letters typed into one field of a form are one step, those into the next field another', () => {
    const document = createSpecDocument({ text });
    for (const value of ['d', 'de', 'des']) document.edit([{ ...rename, value }], 'form', { merge: 'name' });
    document.edit([limit], 'form', { merge: 'limits.maxSteps' });
    document.undo();
    expect(document.getText()).toBe(text.replace('till', 'des'));
    document.undo();
    expect(document.getText()).toBe(text);
  });

  test('what somebody else wrote in between stays', () => {
    const document = createSpecDocument({ text });
    document.edit([rename], 'form');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(document.doc));
    joined(document.doc, other);
    const there = other.getText('spec');
    there.insert(there.toString().indexOf('Add'), 'Please. ');
    expect(document.getText()).toContain('Please. Add');
    document.undo();
    expect(document.getText()).toBe(text.replace('Add', 'Please. Add'));
  });
});

describe('an edit by operations', () => {
  test('touches nothing else, in a file with Windows line ends', () => {
    const windows = text.replaceAll('\n', '\r\n');
    const document = createSpecDocument({ text: windows });
    document.edit([limit, rename], 'form');
    expect(document.getText()).toBe(windows.replace('till', 'desk').replace('0.02 }', '0.02, maxSteps: 4 }'));
    document.undo();
    expect(document.getText()).toBe(windows);
  });

  test('that is refused changes nothing and is no step', () => {
    const document = createSpecDocument({ text });
    expect(document.edit([rename, { type: 'removeTool', tool: 'none' }], 'form').ok).toBe(false);
    expect(document.getText()).toBe(text);
    expect(document.canUndo()).toBe(false);
  });
});

test('until it is open a text stands in, which nobody can change and which is never written', () => {
  const document = createSpecDocument({ text, waits: true });
  const changes: DocumentChange[] = [];
  document.subscribe((change) => changes.push(change));
  expect(document.getText()).toBe(text);
  expect(document.edit([rename], 'form').ok).toBe(false);
  expect(document.replace('other', 'text')).toBe(false);
  document.doc.getText('spec').insert(0, 'kept: yes\n');
  document.open();
  expect(document.getText()).toBe('kept: yes\n');
  expect(document.canUndo()).toBe(false);
  expect(changes).toMatchObject([{ before: text, text: 'kept: yes\n', by: 'elsewhere' }]);
});

test('changes say what happened, whatever is typed, by whomever, undone and redone; undone altogether it is as before', () => {
  const act = fc.record({
    at: fc.nat(200),
    cut: fc.nat(6),
    insert: fc.constantFrom('', 'a', '\n', '\r\n', 'é', '😀', 'x: y\n'),
    by: fc.constantFrom('text', 'elsewhere', 'undo', 'redo'),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
      const document = createSpecDocument({ text: text.replaceAll('\n', '\r\n') });
      document.subscribe(({ before, text: after, edits }) => expect(applyEdits(before, edits)).toBe(after));
      for (const { at, cut, insert, by } of acts) {
        const now = document.getText();
        // No editor cuts a letter in two.
        const offset = Math.min(at, now.length);
        const edit = { offset, length: Math.min(cut, now.length - offset), insert };
        if (/[\ud800-\udfff]/.test(now.slice(Math.max(0, offset - 1), offset + edit.length + 1))) continue;
        if (by === 'undo') document.undo();
        else if (by === 'redo') document.redo();
        else if (by === 'text') document.change([edit], 'text');
        else {
          document.doc.transact(() => {
            document.text.delete(edit.offset, edit.length);
            document.text.insert(edit.offset, edit.insert);
          }, 'a provider');
        }
        expect(document.getText()).toBe(document.text.toString());
      }
      if (acts.some(({ by }) => by === 'elsewhere')) return;
      while (document.undo());
      expect(document.getText()).toBe(text.replaceAll('\n', '\r\n'));
    }),
    { numRuns: 150 },
  );
});

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { specGraph } from '../graph/spec-graph.ts';
import type { JsonValue } from '../json-schema.ts';
import { specToValue } from '../spec-value.ts';
import { languageOperationOn } from '../testing/arbitrary-language-operation.ts';
import { operationOn, type PlaceOperation } from '../testing/arbitrary-operation.ts';
import { arbitrarySpec } from '../testing/arbitrary-spec.ts';
import { authorText } from '../testing/author-text.ts';
import type { Path } from '../text/reporter.ts';
import { normaliseProse, splitDocument } from '../text/split-document.ts';
import { documentValue } from './document-value.ts';
import { editSpec } from './edit-spec.ts';
import { readLayout } from './read-layout.ts';
import { readPiece } from './read-piece.ts';
import { readPieces } from './read-pieces.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

/** Thousands of comparisons: vitest's own, which is slow, only to say what differs. */
function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}

type Holder = { [key: string | number]: unknown };

/** What an operation does to a value, said once more and otherwise. */
function naively(value: JsonValue, operation: PlaceOperation): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  const at = (path: Path) => path.reduce<unknown>((inner, key) => (inner as Holder)[key], copy);
  const last = operation.path.at(-1) ?? '';
  const holder = at(operation.path.slice(0, -1)) as Holder;
  switch (operation.type) {
    case 'set':
      holder[last] = operation.value;
      break;
    case 'remove':
      if (Array.isArray(holder)) holder.splice(Number(last), 1);
      else delete holder[last];
      break;
    case 'insert':
      (at(operation.path) as unknown[]).splice(operation.index ?? 0, 0, operation.value);
      break;
    case 'move': {
      const list = at(operation.path) as unknown[];
      list.splice(operation.to, 0, ...list.splice(operation.from, 1));
      break;
    }
    case 'renameKey':
      // A key that is called by its own name again stays.
      if (operation.to === last) break;
      holder[operation.to] = holder[last];
      delete holder[last];
      break;
    default:
      return operation satisfies never;
  }
  return copy;
}

/** What a text says, by yaml's own reading. */
function said(text: string): unknown {
  const { yaml, body } = splitDocument(text);
  const declared: unknown = parse(text.slice(yaml.start, yaml.end)) ?? {};
  const instructions = body ? normaliseProse(text.slice(body.start)) : '';
  return instructions === '' ? declared : { ...(declared as object), instructions };
}

const comments = (text: string) => text.match(/# (?:about|aside|item) \d+/g) ?? [];

/** The lines of each key of the first level, for texts in block style. */
function chunks(text: string): Map<string, string> {
  const { yaml } = splitDocument(text);
  const front = text.slice(yaml.start, yaml.end);
  if (front.trimStart().startsWith('{')) return new Map();
  return new Map(
    front.split(/^(?=[A-Za-z"'])/m).map((chunk) => [/^["']?(\w+)/.exec(chunk)?.[1] ?? '', chunk]),
  );
}

/** Comments right above a key belong to it, though they stand in the chunk before. */
const withoutTail = (chunk: string) => chunk.replace(/(?:\r?\n(?:[ \t]*|#.*))+$/, '').trimEnd();

/** What stands below the front matter. */
function bodyOf(text: string): string {
  const { body } = splitDocument(text);
  return body ? text.slice(body.start) : '';
}

function checkUntouched(before: string, after: string, value: JsonValue, operation: PlaceOperation): void {
  const key = String(operation.path[0]);
  const now = chunks(after);
  for (const [name, chunk] of chunks(before)) {
    if (name === key || (operation.path.length === 1 && name === '')) continue;
    const isRoot = operation.path.length === 1;
    const then = now.get(name) ?? '';
    expectSame(isRoot ? withoutTail(then) : then, isRoot ? withoutTail(chunk) : chunk);
  }
  const old = operation.path.reduce<unknown>((inner, each) => (inner as Holder | undefined)?.[each], value);
  const isInner = typeof old === 'object' && old !== null && Object.keys(old).length > 0;
  if (operation.type === 'move') expectSame(comments(after).toSorted(), comments(before).toSorted());
  else if (operation.type !== 'remove' && !(operation.type === 'set' && isInner)) {
    expectSame(comments(after), comments(before));
  }
}

/** The text after operations chosen by numbers, each of them checked. */
function checkEdits(text: string, choices: readonly (readonly number[])[]): string {
  let current = text;
  for (const choice of choices) {
    const value = documentValue(readLayout(current));
    const operation = operationOn(value, choice);
    const result = editSpec(current, [operation]);
    // Nothing of the language is refused: what is chosen can be made.
    if (!result.ok) throw new Error(JSON.stringify({ operation, problems: result.problems, current }));
    expectSame(applyEdits(current, result.edits), result.text);
    expectSame(applyEdits(result.text, result.inverse), current);
    checkUntouched(current, result.text, value, operation);
    expectSame(documentValue(readLayout(result.text)), naively(value, operation));
    current = result.text;
  }
  return current;
}

/** Reading by pieces is a quicker way to the very same. */
function checkPieces(text: string): void {
  const { yaml } = splitDocument(text);
  const front = text.slice(yaml.start, yaml.end);
  const pieces = readPieces(front);
  if (pieces) expectSame(pieces, readPiece(front));
}

const seed = fc.array(fc.nat(997), { minLength: 5, maxLength: 12 });
const places = ['services/src/starter-agents/', 'services/src/ideas/'].map(
  (place) => new URL(`../../../${place}`, import.meta.url),
);
const corpus = places.flatMap((place) =>
  readdirSync(fileURLToPath(place))
    .filter((name) => name.endsWith('.md'))
    .map((name): [string, string] => [name, readFileSync(new URL(name, place), 'utf8')]),
);

describe('editSpec keeps every byte that an operation does not name', () => {
  test('in 1,000 generated specs, whatever their authors write like', () => {
    // A spec takes longer to make than to edit: 170, each as six authors would have written it.
    const authors = fc.array(
      fc.record({ style: seed, choices: fc.array(seed, { minLength: 1, maxLength: 2 }) }),
      {
        minLength: 6,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(arbitrarySpec, authors, (spec, ways) => {
        const value = specToValue(spec);
        const texts = ways.map(({ style, choices }) => checkEdits(authorText(value, style), choices));
        // What the pieces say is what the whole says, by yaml's own reading; the slowest part, so of one in six.
        const [text = ''] = texts;
        expectSame(documentValue(readLayout(text)), said(text));
      }),
      { numRuns: 170 },
    );
  }, 300_000);

  test.each(corpus)('in %s', (_, text) => {
    checkPieces(text);
    expect(editSpec(text, [])).toEqual({ ok: true, text, edits: [], inverse: [] });
    expect(specGraph(text)).not.toBeNull();
    fc.assert(
      fc.property(fc.array(seed, { minLength: 1, maxLength: 6 }), (choices) => {
        const after = checkEdits(text, choices);
        expectSame(documentValue(readLayout(after)), said(after));
      }),
      { numRuns: 4 },
    );
  });

  test('whatever the text: an edit or a problem, never a throw, and nothing else said than was meant', () => {
    const scrap = fc.constantFrom(
      ...[
        'a',
        'b:',
        ' ',
        '  ',
        '\n',
        '\r\n',
        '- ',
        '[',
        ']',
        '{',
        '}',
        ',',
        '"',
        "'",
        '#',
        ' # c',
        '|',
        '>',
        ': ',
        '? ',
      ],
      ...[
        '&x ',
        '*x',
        '!t ',
        '---\n',
        '...',
        '%',
        '\t',
        '\0',
        '\u202e',
        '\ud800',
        'tools:\n  - a\n',
        'kind: Team\n',
        'é',
      ],
    );
    const hostile = fc.array(scrap, { maxLength: 25 }).map((scraps) => scraps.join(''));
    const paths = [['a'], ['tools'], ['tools', 0], ['a', 'b'], ['instructions'], []];
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom(...paths),
        fc.constantFrom('x', 'l\nm', [], { k: ['v'] }),
        (text, path, value) => {
          for (const operation of [
            { type: 'set', path, value },
            { type: 'remove', path },
            { type: 'insert', path, value },
          ] as const) {
            const result = editSpec(text, [operation]);
            if (!result.ok) continue;
            expectSame(applyEdits(text, result.edits), result.text);
            expectSame(applyEdits(result.text, result.inverse), text);
          }
          specGraph(text);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('what forms and the canvas do touches the parts that it is about, and nothing else', () => {
    const choices = fc.array(seed, { minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(arbitrarySpec, seed, choices, (spec, style, acts) => {
        const text = authorText(specToValue(spec), style);
        let current = text;
        const undo: TextEdit[][] = [];
        for (const act of acts) {
          const { operation, touches } = languageOperationOn(documentValue(readLayout(current)), act);
          const result = editSpec(current, [operation]);
          // Made twice it is there already; nothing else is refused.
          if (!result.ok && result.problems[0]?.code === 'already_there') continue;
          if (!result.ok) throw new Error(JSON.stringify({ operation, problems: result.problems, current }));
          const now = chunks(result.text);
          for (const [name, chunk] of chunks(current)) {
            if (!touches.includes(name)) expectSame(withoutTail(now.get(name) ?? ''), withoutTail(chunk));
          }
          expectSame(bodyOf(result.text), bodyOf(current));
          undo.push(result.inverse);
          current = result.text;
        }
        for (const inverse of undo.toReversed()) current = applyEdits(current, inverse);
        expectSame(current, text);
      }),
      { numRuns: 60 },
    );
  }, 300_000);

  test('operations on different places come to the same in either order', () => {
    fc.assert(
      fc.property(arbitrarySpec, seed, seed, seed, (spec, style, one, two) => {
        const text = authorText(specToValue(spec), style);
        checkPieces(text);
        const value = documentValue(readLayout(text));
        const first = operationOn(value, one);
        const second = operationOn(value, two);
        if (first.path[0] === second.path[0] || first.path.length < 2 || second.path.length < 2) return;
        const there = editSpec(text, [first, second]);
        const back = editSpec(text, [second, first]);
        expect(there.ok && back.ok && there.text).toBe(back.ok && back.text);
        expect(there.ok && applyEdits(text, there.edits)).toBe(there.ok && there.text);
        expect(there.ok && applyEdits(there.text, there.inverse)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });
});

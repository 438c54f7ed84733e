import { expect, test } from 'vitest';
import { cursorPlace } from './cursor-path.ts';

/** The place of the `|` in the text. */
function at(text: string) {
  const offset = text.indexOf('|');
  return cursorPlace(text.replace('|', ''), offset);
}

const head = '---\napiVersion: agentfactory/v1\n';

test.each([
  ['a key at the root', `${head}na|`, [], 'key', 'na'],
  ['a value at the root', `${head}kind: A|`, ['kind'], 'value', 'A'],
  ['a key of a nested mapping', `${head}model:\n  ta|`, ['model'], 'key', 'ta'],
  ['a value of a nested mapping', `${head}model:\n  task: re|`, ['model', 'task'], 'value', 're'],
  ['an item of a list', `${head}tools:\n  - cal|`, ['tools', '[]'], 'key', 'cal'],
  ['an item at the column of its key', `${head}tools:\n- cal|`, ['tools', '[]'], 'key', 'cal'],
  ['the first key of an item', `${head}invariants:\n  - i|`, ['invariants', '[]'], 'key', 'i'],
  ['a later key of an item', `${head}invariants:\n  - id: a\n    ot|`, ['invariants', '[]'], 'key', 'ot'],
  [
    'a mapping inside an item',
    `${head}invariants:\n  - id: a\n    check:\n      no|`,
    ['invariants', '[]', 'check'],
    'key',
    'no',
  ],
  ['after a deeper block', `${head}model:\n  task: x\nlimits:\n  max|`, ['limits'], 'key', 'max'],
  ['a flow mapping', `${head}limits: { maxCostUsd: 1, maxS|`, ['limits'], 'key', 'maxS'],
  ['a value in a flow mapping', `${head}model: { task: res|`, ['model', 'task'], 'value', 'res'],
  ['a list in a flow mapping', `${head}model: { use: [a, b|`, ['model', 'use', '[]'], 'key', 'b'],
  [
    'after a closed flow value',
    `${head}input: { type: object, properties: { a: { type: string } }, |`,
    ['input'],
    'key',
    '',
  ],
  [
    'flow inside an item',
    `${head}tests:\n  - name: x\n    expect: [{ cont|`,
    ['tests', '[]', 'expect', '[]'],
    'key',
    'cont',
  ],
  ['plain YAML', 'kind: Agent\nmodel:\n  us|', ['model'], 'key', 'us'],
])('%s', (_, text, path, expects, typed) => {
  expect(at(text)).toEqual({ path, expects, typed });
});

test('nothing is offered in the instructions, nor in JSON', () => {
  expect(at(`${head}---\n# Ins|`)).toBeNull();
  expect(at('{ "kind": "Ag|')).toBeNull();
});

import { expect, test } from 'vitest';
import { changedParts } from './changed-parts.ts';

test('what differs is named, what is merely in another order is not', () => {
  expect(
    changedParts(
      { name: 'a', description: 'Adds.', inputSchema: { type: 'object', properties: { x: {}, y: {} } } },
      {
        name: 'a',
        inputSchema: { properties: { y: {}, x: {} }, type: 'object' },
        description: 'Adds. Send all.',
        title: 'A',
      },
    ),
  ).toEqual([
    { name: 'description', before: 'Adds.', after: 'Adds. Send all.' },
    { name: 'title', before: '', after: 'A' },
  ]);
  expect(changedParts({ hint: { readOnly: true } }, {})).toEqual([
    { name: 'hint', before: '{\n  "readOnly": true\n}', after: '' },
  ]);
});

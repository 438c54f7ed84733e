import { expect, test } from 'vitest';
import { sectionsOf } from './sections.ts';

test('Markdown falls apart by its headings, each knowing those above', () => {
  const text = [
    'Before.',
    '# Refunds',
    'All of them.',
    '## Damaged goods ##',
    'Within 30 days.',
    '```sh',
    '# no heading',
    '```',
    '### Photos',
    '## Late',
    '',
    'Never.',
    'Shipping',
    '========',
    'Fast.',
    '- a list',
    '---',
    'Rule above.',
  ].join('\n');
  expect(sectionsOf(text)).toEqual([
    { heading: '', page: null, text: 'Before.' },
    { heading: 'Refunds', page: null, text: 'All of them.' },
    { heading: 'Refunds › Damaged goods', page: null, text: 'Within 30 days.\n```sh\n# no heading\n```' },
    {
      heading: 'Refunds › Late',
      page: null,
      text: 'Never.\nShipping\n========\nFast.\n- a list\n---\nRule above.',
    },
  ]);
  expect(sectionsOf('Shipping\n========\nFast.')).toEqual([
    { heading: 'Shipping', page: null, text: 'Fast.' },
  ]);
});

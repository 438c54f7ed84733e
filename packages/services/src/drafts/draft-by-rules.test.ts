import { parseSpec } from '@agent-factory/spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentText } from '../testing/stand.ts';
import { changeByRules, draftByRules } from './draft-by-rules.ts';

function errorsOf(text: string) {
  return parseSpec(text).diagnostics.filter(({ severity }) => severity === 'error');
}

describe('a draft by rules', () => {
  test('takes tools, approvals and invariants from the words, and its title from the first of them', () => {
    const description =
      'Build an agent that answers questions about invoices in JSON, calculates the totals and sends an email. Keep personal data private.';
    const { text, notes } = draftByRules({ description });
    const { document } = parseSpec(text);
    expect(document).toMatchObject({
      kind: 'Agent',
      name: 'answers-questions-about-invoices-in-json',
      tools: ['calculator', 'json_query', 'send_email'].map((name) => ({ type: 'builtin', name })),
      approvals: ['send_email'],
      invariants: [{ id: 'no-personal-data' }],
    });
    expect(document?.instructions).toContain(description);
    expect(notes.join(' ')).toContain('calculator, json_query, send_email');
  });

  test('is a valid spec whatever was described', () => {
    const words = fc.constantFrom(
      '---',
      'apiVersion:',
      'send an email',
      'JSON',
      '~~~~spec',
      '# x',
      '{{query}}',
      '\u0000',
      '\r\n',
      '“',
      '\u2028',
      '\u202e',
      '\ud800',
      '名前',
      '- a: [',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 60 }),
      fc.array(words, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' ')),
      fc.array(words, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('\n')),
    );
    fc.assert(
      fc.property(text, fc.option(text, { nil: undefined }), (description, title) => {
        expect(errorsOf(draftByRules({ description, title: title?.slice(0, 100) }).text)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('changes nothing of what is there', () => {
    const base = agentText('adder', '# sums');
    const changed = changeByRules({ description: 'Calculate what is due today.', base });
    expect(errorsOf(changed?.text ?? '')).toEqual([]);
    const { document } = parseSpec(changed?.text ?? '');
    expect(document).toMatchObject({ tools: [{ name: 'calculator' }, { name: 'current_time' }] });
    expect(changed?.text).toContain('# sums');
    const [kept] = base.trimEnd().split('\n').slice(-1);
    expect(changed?.text).toContain(`${kept}\n\nCalculate what is due today.`);
  });
});

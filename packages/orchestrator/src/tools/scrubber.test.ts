import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScrubber } from './scrubber.ts';

const secret = 'xoxb-19-"ä/+ canary\\end';

function scrubberOf(...secrets: string[]) {
  const scrubber = createScrubber();
  for (const each of secrets) scrubber.learn(each);
  return scrubber;
}

describe('the scrubber', () => {
  it.each([
    ['as it is', secret],
    ['in a sentence', `Bearer ${secret}, you said`],
    ['percent-encoded', encodeURIComponent(secret)],
    ['as a form field', new URLSearchParams({ t: secret }).toString()],
    ['as JSON in a text', JSON.stringify({ t: secret })],
    ['as basic authorization', Buffer.from(`me@example.com:${secret}`).toString('base64')],
    ['as base64 with one character before', Buffer.from(`a${secret}`).toString('base64')],
    ['as base64url', Buffer.from(`ab${secret}`).toString('base64url')],
    ['as hexadecimal digits', Buffer.from(secret).toString('hex')],
  ])('strikes a secret %s', (_, text) => {
    const clean = scrubberOf(secret).text(text);
    expect(clean).toContain('[secret]');
    for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('hex')]) {
      expect(clean).not.toContain(form);
    }
  });

  it('reaches every text of a value, keys too, and leaves the rest', () => {
    const value = { list: [{ [secret]: `x ${secret}` }, 3, null, true], word: 'plain' };
    expect(scrubberOf(secret).value(value)).toEqual({
      list: [{ '[secret]': 'x [secret]' }, 3, null, true],
      word: 'plain',
    });
  });

  it('takes a secret that holds another as a whole', () => {
    expect(scrubberOf('abcdef', 'abcdef-ghijkl').text('abcdef-ghijkl abcdef')).toBe('[secret] [secret]');
  });

  it('lets no secret through, wherever it stands (canaries)', () => {
    const token = fc.string({ minLength: 12, maxLength: 40, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(token, fc.string(), fc.string(), (canary, before, after) => {
        const text = scrubberOf(canary).text(
          [`${before}${canary}${after}`, Buffer.from(`${before}${canary}`).toString('base64')].join('\n'),
        );
        expect(text).not.toContain(canary);
        const base64 = text.split('\n').at(-1) ?? '';
        expect(Buffer.from(base64, 'base64').toString()).not.toContain(canary);
      }),
      { numRuns: 500 },
    );
  });
});

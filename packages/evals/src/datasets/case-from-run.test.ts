import { testCaseSchema } from '@agent-factory/contracts';
import { findPii, piiKinds } from '@agent-factory/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observed } from '../testing/engines.ts';
import { caseFromRun } from './case-from-run.ts';
import { Masking } from './mask-secrets.ts';

const findPersonalData = (text: string) => findPii(text, piiKinds);
const masking = () => new Masking(findPersonalData);
/** Put together here, so that no scanner of the repository takes them for real ones. */
const key = (head: string, tail: string) => `${head}${tail}`;

describe('Masking', () => {
  it.each([
    ['an OpenAI key', key('sk-', 'proj-Abc123Def456Ghi789Jkl012')],
    ['an Anthropic key', key('sk-ant-', 'api03-Abc123Def456Ghi789Jkl012')],
    ['a GitHub token', key('ghp_', 'Abc123Def456Ghi789Jkl012Mno345')],
    ['a Slack token', key('xoxb-', '1234567890-abcdefghij')],
    ['an AWS key', key('AKIA', 'IOSFODNN7EXAMPLE')],
    ['a Stripe key', key('sk_live_', 'Abc123Def456Ghi789Jkl012')],
    ['a JWT', key('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl')],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----'],
    ['an e-mail address', 'ada.lovelace@example.com'],
    ['a card', '4111 1111 1111 1111'],
    ['an IBAN', 'DE89 3704 0044 0532 0130 00'],
    ['a telephone number', '+49 30 901820'],
  ])('%s', (_, secret) => {
    const masked = masking();
    const text = masked.text(`Here: ${secret} and on.`);
    expect(text).not.toContain(secret.slice(4, 14));
    expect(text).toMatch(/^Here: \[[a-z_]+-1\] and on\.$/);
    expect(masked.masked).toHaveLength(1);
  });

  it('masks what stands behind a name that says secret', () => {
    expect(masking().text('password: hunter2, then')).toBe('password: [password-1], then');
    expect(masking().text('postgres://app:s3cr3tpw@db/x')).toBe('postgres://app:[password-1]@db/x');
    expect(masking().text('Authorization: Bearer abcdefghijklmnop1234')).toContain('Bearer [token-1]');
    const value = masking().value({
      user: 'ada',
      api_key: 'x',
      nested: { client_secret: { a: 'b' }, pin: 1234 },
    });
    expect(value).toEqual({
      user: 'ada',
      api_key: '[secret-1]',
      nested: { client_secret: { a: '[secret-2]' }, pin: '[secret-3]' },
    });
  });

  it('calls one secret by one name throughout', () => {
    const masked = masking();
    const value = masked.value({
      to: 'a@example.com',
      cc: ['b@example.com', 'a@example.com'],
      'a@example.com': 1,
    });
    expect(value).toEqual({ to: '[email-1]', cc: ['[email-2]', '[email-1]'], '[email-1]': 1 });
    expect(masked.masked.map(({ at }) => at)).toEqual(['/to', '/cc/0', '/cc/1', '/a@example.com']);
  });

  it('leaves ordinary text alone, and masks nothing twice', () => {
    const text = 'Order 4711 of 3 April ships in 2 days for $19.99 (see https://example.com/faq#returns).';
    expect(masking().text(text)).toBe(text);
    fc.assert(
      fc.property(
        fc.constantFrom('a@example.com', key('ghp_', 'Abc123Def456Ghi789Jkl012'), 'x', 'password: abcd1234'),
        (part) => {
          const once = masking().text(`say ${part}.`);
          expect(masking().text(once)).toBe(once);
        },
      ),
    );
  });

  it('leaves no mail address in any value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const masked = JSON.stringify(
          masking().value({ value: value as never, more: ['x y@example.com z'] }),
        );
        expect(masked).not.toContain('@example.com');
      }),
    );
  });
});

describe('caseFromRun', () => {
  it('keeps what went in and what tools said, masked, and does not take the answer for right', () => {
    const run = observed('I wrote to ada@example.com.', {
      input: { query: 'Write to ada@example.com', token: 'abc' },
      calls: [
        {
          name: 'find_user',
          arguments: { email: 'ada@example.com' },
          result: { id: 7, email: 'ada@example.com' },
          outcome: 'ok',
        },
        {
          name: 'send',
          arguments: { to: 7 },
          result: 'mailbox of ada@example.com is full',
          outcome: 'error',
        },
        { name: 'delete', arguments: {}, result: null, outcome: 'denied' },
      ],
      turns: [
        { role: 'user', text: 'Write to ada@example.com' },
        { role: 'agent', text: 'Shall I?' },
        { role: 'user', text: 'Yes, my password is hunter2x' },
      ],
    });
    const { case: made, masked } = caseFromRun({
      runId: 'run_1',
      name: 'Write to ada@example.com',
      observation: run,
      findPersonalData,
    });
    expect(testCaseSchema.safeParse(made).success).toBe(true);
    expect(JSON.stringify(made)).not.toMatch(/ada@|hunter2x|"abc"/);
    expect(made).toMatchObject({
      name: 'Write to [email-1]',
      input: { query: 'Write to [email-1]', token: '[secret-1]' },
      expect: [{ kind: 'status', status: 'succeeded' }],
      stubs: {
        tools: [
          {
            tool: 'find_user',
            arguments: { email: '[email-1]' },
            answer: { result: { id: 7, email: '[email-1]' } },
          },
          { tool: 'send', answer: { error: 'mailbox of [email-1] is full' } },
        ],
      },
      turns: { kind: 'scripted', messages: ['Yes, my password is [password-1]'] },
      source: { kind: 'run', run_id: 'run_1' },
    });
    expect(masked.length).toBeGreaterThan(5);
  });
});

import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { secretFor } from './trigger-secret.ts';
import { verifyCall } from './verify-call.ts';

const now = Date.parse('2026-11-21T09:00:00Z');
const secret = secretFor('standard', undefined);
const bodies = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes));
const ids = fc.stringMatching(/^[\x21-\x7e]{1,60}$/);

/** Signed by the library that senders use; it takes text, so bodies are text here. */
function signed(body: string, at = now, id = 'msg_1', ...by: string[]) {
  const signatures = (by.length === 0 ? [secret] : by).map((one) =>
    new Webhook(one).sign(id, new Date(at), body),
  );
  return {
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at / 1_000)),
      'webhook-signature': signatures.join(' '),
    } as Record<string, string | string[]>,
    body: Buffer.from(body),
  };
}

const own = (id: string, timestamp: string, body: Buffer) =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]))
    .digest('base64')}`;

describe('standard webhooks', () => {
  test('what the senders’ own library signs is good, with any of several signatures and secrets', () => {
    const call = signed('{"a":1}');
    expect(verifyCall('standard', call, [secret], now)).toEqual({ deliveryId: 'msg_1', replayKey: 'msg_1' });
    const other = secretFor('standard', undefined);
    expect(verifyCall('standard', signed('{}', now, 'm', other, secret), [secret], now)).not.toBeNull();
    expect(verifyCall('standard', signed('{}', now, 'm', other), [secret, other], now)).not.toBeNull();
    expect(verifyCall('standard', signed('{}', now, 'm', other), [secret], now)).toBeNull();
  });

  test.each([300, -300])('%d s off is near enough, a second more is not', (seconds) => {
    const later = now + seconds * 1_000;
    expect(verifyCall('standard', signed('{}', later), [secret], now)).not.toBeNull();
    const tooFar = later + Math.sign(seconds) * 1_000;
    expect(verifyCall('standard', signed('{}', tooFar), [secret], now)).toBeNull();
  });

  test('law: any byte of body, id or time that changes is refused', () => {
    fc.assert(
      fc.property(
        bodies,
        ids,
        fc.constantFrom('body', 'id', 'timestamp'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (body, id, part, place, flip) => {
          const timestamp = String(now / 1_000);
          const parts = { body, id: Buffer.from(id), timestamp: Buffer.from(timestamp) };
          const changed = Buffer.from(parts[part]);
          const index = place % changed.length;
          changed[index] = (changed[index] ?? 0) ^ flip;
          const call = (bytes: typeof parts) => ({
            headers: {
              'webhook-id': bytes.id.toString('latin1'),
              'webhook-timestamp': bytes.timestamp.toString('latin1'),
              'webhook-signature': own(id, timestamp, body),
            },
            body: bytes.body,
          });
          expect(verifyCall('standard', call(parts), [secret], now)).not.toBeNull();
          expect(verifyCall('standard', call({ ...parts, [part]: changed }), [secret], now)).toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a dot moved from the id into the time, a time written otherwise, and doubled headers are refused', () => {
    const { headers, body } = signed('{}');
    const without = (name: string) => ({ ...headers, [name]: undefined }) as unknown as typeof headers;
    for (const changed of [
      ...Object.keys(headers).map(without),
      { ...headers, 'webhook-timestamp': `0${headers['webhook-timestamp']}` },
      { ...headers, 'webhook-timestamp': `${headers['webhook-timestamp']}.0` },
      { ...headers, 'webhook-timestamp': 'NaN' },
      { ...headers, 'webhook-id': ['msg_1', 'msg_1'] },
      { ...headers, 'webhook-signature': String(headers['webhook-signature']).replace('v1,', 'v1a,') },
      { ...headers, 'webhook-signature': '' },
      { ...headers, 'webhook-signature': 'v1,' },
    ]) {
      expect(verifyCall('standard', { headers: changed, body }, [secret], now)).toBeNull();
    }
  });
});

describe('GitHub', () => {
  const text = 'a secret of ours';
  const sign = (body: Buffer) => `sha256=${createHmac('sha256', text).update(body).digest('hex')}`;

  test('the example of GitHub’s own documentation is good', () => {
    // docs.github.com, "Validating webhook deliveries", testing the implementation.
    const headers = {
      'x-github-delivery': 'd1',
      'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    };
    const call = { headers, body: Buffer.from('Hello, World!') };
    expect(verifyCall('github', call, ["It's a Secret to Everybody"], now)).toMatchObject({
      deliveryId: 'd1',
    });
  });

  test('law: any byte of the body that changes is refused; another delivery id is the same call still', () => {
    fc.assert(
      fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, place, flip) => {
        const headers = { 'x-github-delivery': 'd1', 'x-hub-signature-256': sign(body) };
        const changed = Buffer.from(body);
        const index = place % changed.length;
        changed[index] = (changed[index] ?? 0) ^ flip;
        expect(verifyCall('github', { headers, body: changed }, [text], now)).toBeNull();
        const copy = { headers: { ...headers, 'x-github-delivery': 'd2' }, body };
        expect(verifyCall('github', copy, [text], now)?.replayKey).toBe(
          verifyCall('github', { headers, body }, [text], now)?.replayKey,
        );
      }),
    );
  });
});

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { asMarkdown } from './markdown.ts';
import type { Report } from './report.ts';
import { operatorKey, signReport, verifyReport } from './sign.ts';

const directory = mkdtempSync(join(tmpdir(), 'probe-'));
afterAll(() => rmSync(directory, { recursive: true }));
const key = operatorKey(join(directory, 'keys', 'probe.pem'));

const report: Report = {
  format: 'agent-factory-probe/1',
  verdict: 'incomplete',
  deployment: { url: 'https://api.example.com', version: '1.2.3' },
  tenants: 'given',
  started_at: '2026-11-21T00:00:00.000Z',
  ended_at: '2026-11-21T00:01:00.000Z',
  routes: 2,
  procedures: 0,
  tries: 7,
  requests: 40,
  waited_ms: 0,
  findings: [],
  coverage: [
    { route: 'getAgent', door: 'rest', tries: 7, closed: ['path.id: 403'], notTried: [] },
    {
      route: 'getThing',
      door: 'rest',
      tries: 0,
      closed: [],
      notTried: ['path.id: the other team has no thg'],
    },
  ],
  timings: { foreign: { count: 1, p50: 3, p95: 4 }, unknown: { count: 1, p50: 3, p95: 4 } },
  left: ['the team probe-a (409)'],
};

describe('a signed report', () => {
  test('is valid as it is written, whatever the order of its keys, and says who signed it', () => {
    const signed = signReport(report, key);
    const reordered = {
      signature: signed.signature,
      report: Object.fromEntries(Object.entries(report).reverse()),
    };
    for (const text of [JSON.stringify(signed), JSON.stringify(reordered, null, 2)]) {
      expect(verifyReport(text, null)).toMatchObject({
        valid: true,
        signed: { signature: signed.signature },
      });
      expect(verifyReport(text, signed.signature.public_key).valid).toBe(true);
      expect(verifyReport(text, signed.signature.key_id).valid).toBe(true);
    }
  });

  test.each([
    ['its verdict', { report: { ...report, verdict: 'isolated' } }, 'changed after'],
    ['a finding', { report: { ...report, coverage: [] } }, 'changed after'],
    ['its form', { report: { ...report, format: 'other/1' } }, 'no report'],
  ])('is not once %s was changed', (_, change, reason) => {
    const text = JSON.stringify({ ...signReport(report, key), ...change });
    expect(verifyReport(text, null)).toEqual({ valid: false, reason: expect.stringContaining(reason) });
  });

  test('is not when another key is asked for, or named', () => {
    const other = operatorKey(join(directory, 'other.pem'));
    const [mine, theirs] = [signReport(report, key), signReport(report, other)];
    expect(verifyReport(JSON.stringify(mine), theirs.signature.key_id)).toMatchObject({ valid: false });
    const named = { ...mine, signature: { ...mine.signature, key_id: theirs.signature.key_id } };
    expect(verifyReport(JSON.stringify(named), null)).toMatchObject({ valid: false });
    expect(verifyReport('no json', null)).toEqual({ valid: false, reason: 'it is not JSON' });
  });

  test('its key is made once, and only its owner may read it', () => {
    const file = join(directory, 'once.pem');
    const first = operatorKey(file).export({ format: 'jwk' });
    expect(operatorKey(file).export({ format: 'jwk' })).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('for people says what was not tried, what is closed, and what is left', () => {
    const text = asMarkdown(signReport(report, key));
    for (const part of [
      'Incomplete',
      '`getThing` (rest): path.id: the other team has no thg',
      'path.id: 403',
      'the team probe-a',
    ]) {
      expect(text).toContain(part);
    }
  });
});

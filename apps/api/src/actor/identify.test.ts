import { newId } from '@agent-factory/contracts';
import {
  createApiKey,
  createBriefMemory,
  createKeyGuesses,
  listAgents,
  revokeApiKey,
} from '@agent-factory/services';
import { openStand, refusal, type Stand } from '@agent-factory/services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestTokens } from '../testing/test-tokens.ts';
import { identify, sessionSpanMs } from './identify.ts';

let stand: Stand;
let now = Date.now();
const address = '203.0.113.7';
let door: Parameters<typeof identify>[0];
beforeAll(async () => {
  stand = await openStand();
  const clock = { now: () => now };
  door = {
    services: { ...stand.services, clock },
    accessTokens: (await createTestTokens()).rules,
    sessions: createBriefMemory({ spanMs: sessionSpanMs, maxEntries: 100, now: clock.now }),
    sessionStates: null,
    keyGuesses: createKeyGuesses(stand.services),
  };
});
afterAll(() => stand.drop());

async function keyOf(parts: { expires_at?: string } = {}) {
  const owner = await stand.tenant();
  const { id, secret } = await createApiKey({
    ctx: owner,
    input: { name: 'ci', scopes: ['agents:read'], ...parts },
  });
  return { owner, id, headers: { 'x-api-key': secret } };
}

test('Q14: a revoked key is refused once the door has forgotten it, well within 5 s', async () => {
  const { owner, id, headers } = await keyOf();
  await identify(door, headers, address);
  await revokeApiKey({ ctx: owner, input: { id } });
  const { ctx } = await identify(door, headers, address);
  // What it can still do until then is nothing: the policies forget at once.
  expect((await listAgents({ ctx, input: {} })).items).toEqual([]);
  now += sessionSpanMs;
  expect(sessionSpanMs).toBeLessThan(5_000);
  expect(await refusal(identify(door, headers, address))).toBe('unauthenticated');
});

test('a key that expires is refused from that moment on, remembered or not', async () => {
  const { headers } = await keyOf({ expires_at: new Date(now + 3_600_000).toISOString() });
  expect(await identify(door, headers, address)).toMatchObject({ actor: { type: 'apiKey' }, claims: null });
  now += 3_600_000;
  expect(await refusal(identify(door, headers, address))).toBe('unauthenticated');
});

test('a burst of calls with one key asks for it once, and each team apart', async () => {
  const { owner, headers } = await keyOf();
  const sessions = await Promise.all(Array.from({ length: 5 }, () => identify(door, headers, address)));
  expect(new Set(sessions).size).toBe(1);
  expect((await identify(door, { ...headers, 'x-team-id': owner.actor.teamId }, address)).actor.teamId).toBe(
    owner.actor.teamId,
  );
  expect(await refusal(identify(door, { ...headers, 'x-team-id': newId('team') }, address))).toBe(
    'not_found',
  );
});

test('without a credential nobody is anybody', async () => {
  for (const headers of [{}, { authorization: 'Basic YTpi' }, { 'x-api-key': 'sk-other' }]) {
    expect(await refusal(identify(door, headers, address))).toBe('unauthenticated');
  }
});

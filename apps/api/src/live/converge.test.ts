import { createTestDatabase, seedTenant, type TestDatabase } from '@agent-factory/db/testing';
import { contextFor, createAgent, type OpenServices, openServices } from '@agent-factory/services';
import { agentText, testSecretsEnv } from '@agent-factory/services/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningApi, startApi } from '../start-api.ts';
import { createTestTokens, type TestTokens } from '../testing/test-tokens.ts';
import { type LivePerson, openLivePerson } from './testing/live-person.ts';

// Two processes of one deployment without Redis, which share the database alone; each may be cut off and started anew.
let database: TestDatabase;
let tokens: TestTokens;
let secrets: Record<string, string>;
const running: { api: RunningApi; services: OpenServices }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  tokens = await createTestTokens();
  secrets = testSecretsEnv();
  running.push(await start(), await start());
}, 180_000);
afterAll(async () => {
  await Promise.all(running.map(stop));
  await database.drop();
});

async function start() {
  const services = openServices({
    databaseUrl: database.appUrl,
    maxConnections: 4,
    redisUrl: null,
    workerInProcess: false,
    env: secrets,
    onError: () => {},
  });
  const api = await startApi({
    mode: 'production',
    version: '0.0.0-test',
    services,
    accessTokens: tokens.rules,
    sessionStates: null,
    localAuth: null,
    host: '127.0.0.1',
    port: 0,
    logLevel: 'silent',
    webOrigins: [],
    trustProxy: false,
  });
  return { api, services };
}

async function stop({ api, services }: (typeof running)[number]): Promise<void> {
  await api.close();
  await services.close();
}

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('type' as const), who: fc.nat(2), at: fc.nat(10_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), who: fc.nat(2), at: fc.nat(10_000) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cut' as const), who: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('back' as const), who: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), which: fc.nat(1) }) },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test('whoever is cut off whenever, and whichever server is started anew: all converge and no token is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
      const user = await seedTenant(database.adminUrl);
      const token = await tokens.tokenOf(user);
      const first = running[0];
      if (first === undefined) throw new Error('two servers were started');
      const ctx = contextFor(first.services, user);
      const { id: agentId } = await createAgent({ ctx, input: { spec: agentText('together') } });
      const people = [0, 1, 2].map((who) =>
        openLivePerson({ url: () => running[who % 2]?.api.url ?? '', token, agentId }),
      );
      // Nobody types into a document that has not arrived: a page waits for it too.
      await settled(people);
      const typed: string[][] = [[], [], []];
      for (const each of steps) await take(each, people, typed);
      for (const { live } of people) live.wake();
      await settled(people);
      const texts = people.map(({ text }) => text.toString());
      expect(new Set(texts).size).toBe(1);
      // What is removed is the spec's own, so each token is there, once.
      for (const token of typed.flat()) expect(texts[0]?.split(token).length, token).toBe(2);
      // What was told as stored is what somebody new finds.
      const late = openLivePerson({ url: () => running[1]?.api.url ?? '', token, agentId });
      await settled([late]);
      expect(late.text.toString()).toBe(texts[0]);
      for (const person of [...people, late]) person.close();
    }),
    { numRuns: 2 },
  );
}, 240_000);

async function take(each: Step, people: readonly LivePerson[], typed: string[][]): Promise<void> {
  if (each.kind === 'wait') return settled(people.filter(({ state }) => state().at !== 'offline'));
  if (each.kind === 'restart') {
    const old = running[each.which];
    if (old === undefined) return;
    running[each.which] = await start();
    await stop(old);
    return;
  }
  const person = people[each.who];
  const own = typed[each.who];
  if (person === undefined || own === undefined) return;
  const { text, live } = person;
  switch (each.kind) {
    case 'type': {
      const token = `<${each.who}:${own.length}>`;
      own.push(token);
      // Never inside another token, which only a reader would mind.
      text.insert(wordEnd(text.toString(), each.at), token);
      return;
    }
    case 'remove': {
      const at = text.toString().indexOf('Adder');
      if (at >= 0) text.delete(at, 1 + (each.at % 5));
      return;
    }
    case 'cut':
      live.drop();
      return;
    case 'back':
      live.wake();
      return;
    default:
      each satisfies never;
  }
}

/** A line's end at or after that place, counted around. */
function wordEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at % (text.length + 1));
  return end < 0 ? text.length : end;
}

async function settled(people: readonly LivePerson[]): Promise<void> {
  await expect
    .poll(
      () => {
        const texts = new Set(people.map(({ text }) => text.toString()));
        const isSame = texts.size <= 1 && !texts.has('');
        return isSame && people.every(({ state }) => state().at === 'connected');
      },
      { timeout: 60_000, interval: 20 },
    )
    .toBe(true);
}

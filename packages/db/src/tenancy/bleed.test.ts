import type { Actor } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionsOf } from '../database.ts';
import { withTenant } from '../doors.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { seedApiKey } from '../testing/seed-api-key.ts';
import { seedTenant } from '../testing/seed-tenant.ts';

let database: TestDatabase;
const actors: Actor[] = [];

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 5 });
  for (let i = 0; i < 10; i++) {
    const user = await seedTenant(database.adminUrl);
    actors.push(
      user,
      { type: 'system', teamId: user.teamId, reason: 'Q3' },
      await seedApiKey(database.adminUrl, user.teamId, ['agents:read']),
    );
  }
});
afterAll(() => database.drop());

interface Seen {
  role: string;
  claims: string;
  teams: string[];
}

const look = sql<Seen>`
  select current_user::text as role, current_setting('request.jwt.claims', true) as claims,
    array(select id from public.teams) as teams`;

function expected(actor: Actor): Seen {
  const teams = [actor.teamId];
  switch (actor.type) {
    case 'user':
      return {
        role: 'agent_factory_member',
        claims: JSON.stringify({ sub: actor.userId, team_id: actor.teamId }),
        teams,
      };
    case 'apiKey':
      return {
        role: 'agent_factory_key',
        claims: JSON.stringify({ key_id: actor.keyId, team_id: actor.teamId }),
        teams,
      };
    case 'system':
      return { role: 'agent_factory_worker', claims: JSON.stringify({ team_id: actor.teamId }), teams };
  }
}

/** A seeded sequence (mulberry32), so that a failure can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Outcome {
  bled: unknown[];
  begun: number;
  aborted: number;
}

/** Many transactions over few connections; `between` is what a caller does to a pooled connection now and then. */
async function interleave(
  count: number,
  between: (connection: pg.Pool) => Promise<void> = async () => {},
): Promise<Outcome> {
  const random = randomFrom(20261121);
  const bled: unknown[] = [];
  let begun = 0;
  let aborted = 0;
  const { pool } = connectionsOf(database.db);

  async function one(actor: Actor, fate: number, times: number): Promise<void> {
    await withTenant(database.db, actor, async (tx) => {
      for (let i = 0; i < times; i++) {
        const { rows } = await look.execute(tx);
        if (JSON.stringify(rows[0]) !== JSON.stringify(expected(actor))) bled.push(rows[0]);
      }
      if (fate < 0.15) throw new Error('aborted by the caller');
      if (fate < 0.25) await sql`select 1 / 0`.execute(tx);
      if (fate < 0.3) await sql`select 1 / 0`.execute(tx).catch(() => undefined);
      if (fate < 0.35) await sql`set local role none`.execute(tx);
    }).catch(() => {
      aborted++;
    });
  }

  /** What a pooled connection is between two transactions. */
  async function idle(): Promise<void> {
    const { rows } = await pool.query<{ role: string; claims: string | null }>(
      `select current_user::text as role, current_setting('request.jwt.claims', true) as claims`,
    );
    const [row] = rows;
    if (row?.role !== 'agent_factory_app' || (row.claims ?? '') !== '') bled.push(row);
  }

  await Promise.all(
    Array.from({ length: 20 }, async () => {
      while (begun < count) {
        begun++;
        const actor = actors[Math.floor(random() * actors.length)];
        if (actor !== undefined) await one(actor, random(), 1 + Math.floor(random() * 2));
        if (random() < 0.1) await idle();
        if (random() < 0.1) await between(pool);
      }
    }),
  );
  return { bled, begun, aborted };
}

test('Q3: 10,000 interleaved transactions over 5 connections with random aborts: 0 bleed of role or claims', async () => {
  const count = Number(process.env.Q3_TRANSACTIONS ?? 10_000);
  const { bled, begun, aborted } = await interleave(count);
  expect(bled).toEqual([]);
  expect(begun).toBe(count);
  expect(aborted).toBeGreaterThan(count / 5);
}, 120_000);

test.each([
  [
    'claims that are set for the session',
    `select set_config('request.jwt.claims', '{"team_id":"planted"}', false)`,
  ],
  ['a role that is set for the session', 'set role agent_factory_worker'],
  [
    'claims that a transaction sets without `local`, and commits',
    `begin; select set_config('request.jwt.claims', '{"team_id":"planted"}', false); commit`,
  ],
])('Q3: a planted bleed is found: %s', async (_, planted) => {
  try {
    const { bled } = await interleave(400, async (pool) => void (await pool.query(planted)));
    expect(bled.length).toBeGreaterThan(0);
  } finally {
    // Every connection of the pool is made clean again.
    const { pool } = connectionsOf(database.db);
    const all = await Promise.all(Array.from({ length: 5 }, () => pool.connect()));
    for (const client of all) client.release(true);
  }
});

test('Q3: what one transaction set is gone when the connection serves the next', async () => {
  const one = await createTestDatabase({ maxConnections: 1 });
  try {
    const user = await seedTenant(one.adminUrl);
    const backends = new Set<number>();
    for (const fail of [false, true, false]) {
      await withTenant(one.db, user, async (tx) => {
        const { rows } = await sql<{ pid: number; mark: string | null }>`
          select pg_backend_pid() as pid, current_setting('app.mark', true) as mark`.execute(tx);
        backends.add(rows[0]?.pid ?? 0);
        expect(rows[0]?.mark ?? '').toBe('');
        await sql`select set_config('app.mark', 'left behind', true)`.execute(tx);
        if (fail) throw new Error('on purpose');
      }).catch((error: Error) => expect(error.message).toBe('on purpose'));
    }
    expect(backends.size).toBe(1);
  } finally {
    await one.drop();
  }
});

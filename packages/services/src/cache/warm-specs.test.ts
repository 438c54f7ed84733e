import { newId } from '@agent-factory/contracts';
import { listPopularVersions } from '@agent-factory/db';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { knownSpec } from '../runs/execution/load-spec.ts';
import { agentText, openStand, type Stand } from '../testing/stand.ts';
import { warmSpecs } from './warm-specs.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

/** An agent whose runs another process has started. */
async function runElsewhere(name: string, times: number) {
  const ctx = await stand.tenant();
  const agent = await createAgent({ ctx, input: { spec: agentText(name) } });
  const thread = newId('thread');
  await queryAsAdmin(
    stand.adminUrl,
    `insert into public.threads (id, team_id, agent_id) values ($1, $2, $3)`,
    [thread, ctx.actor.teamId, agent.id],
  );
  for (let n = 0; n < times; n++) {
    await queryAsAdmin(
      stand.adminUrl,
      `insert into public.runs (id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, input)
       select $1, team_id, agent_id, id, version, spec_hash, $2, '{}' from public.agent_versions where agent_id = $3`,
      [newId('run'), thread, agent.id],
    );
  }
  return { specHash: agent.spec_hash, teamId: ctx.actor.teamId };
}

test('a process that begins reads what is started most, and does without what it cannot read', async () => {
  const rare = await runElsewhere('seldom', 1);
  const popular = await runElsewhere('often', 3);
  await runElsewhere('never', 0);
  const broken = await runElsewhere('broken', 2);
  await queryAsAdmin(stand.adminUrl, 'alter table public.agent_versions disable trigger all');
  await queryAsAdmin(
    stand.adminUrl,
    `update public.agent_versions set spec = 'not one' where spec_hash = $1`,
    [broken.specHash],
  );
  expect((await listPopularVersions(stand.db, 2)).map(({ specHash }) => specHash)).toEqual([
    popular.specHash,
    broken.specHash,
  ]);
  expect(knownSpec(popular.specHash)).toBeUndefined();
  expect(await warmSpecs(stand.services)).toEqual({ read: 2 });
  expect(knownSpec(popular.specHash)).toMatchObject({ name: 'often' });
  expect(knownSpec(rare.specHash)).toMatchObject({ name: 'seldom' });
  expect(knownSpec(broken.specHash)).toBeUndefined();
  expect(await warmSpecs(stand.services)).toEqual({ read: 0 });
});

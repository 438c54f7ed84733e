import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../../agents/create.ts';
import { deleteAgent } from '../../agents/delete.ts';
import { updateAgent } from '../../agents/update.ts';
import { openStand, refusalError, type Stand } from '../../testing/stand.ts';
import { startRun } from '../start.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

function agent(name: string, parts = ''): string {
  return `---\napiVersion: agentfactory/v1\nkind: Agent\nname: ${name}\n${parts}\n---\nI am ${name}.\n`;
}
const calls = (...names: string[]) => `tools: [${names.map((name) => `{ agent: ${name} }`).join(', ')}]`;

/** Creates these agents and tries to run the last. */
async function startLast(...texts: string[]) {
  const ctx = await stand.tenant();
  const made = [];
  for (const spec of texts) made.push(await createAgent({ ctx, input: { spec } }));
  const last = made.at(-1);
  if (last === undefined) throw new Error('nothing to start');
  return { ctx, made, start: () => startRun({ ctx, input: { agent_id: last.id, query: 'go' } }) };
}

async function pinnedBy(runId: string) {
  const [row] = await queryAsAdmin<{ members: { name: string; version: number; spec_hash: string }[] }>(
    stand.adminUrl,
    'select members from public.runs where id = $1',
    [runId],
  );
  return row?.members;
}

describe('the agents that a run can reach', () => {
  test('are pinned with it, those of its members too, at the versions of the moment', async () => {
    const { ctx, made, start } = await startLast(
      agent('leaf'),
      agent('middle', calls('leaf')),
      'apiVersion: agentfactory/v1\nkind: Team\nname: desk\npattern: sequence\nmembers: [{ agent: middle }, { agent: leaf }]\n',
    );
    const [leaf] = made;
    if (leaf === undefined) throw new Error('no leaf');
    const newer = await updateAgent({ ctx, input: { id: leaf.id, spec: agent('leaf', 'title: Leaf two') } });
    const run = await start();
    expect((await pinnedBy(run.run_id))?.map(({ name, version }) => [name, version]).sort()).toEqual([
      ['leaf', 2],
      ['middle', 1],
    ]);
    expect((await pinnedBy(run.run_id))?.find(({ name }) => name === 'leaf')?.spec_hash).toBe(
      newer.spec_hash,
    );
  });

  test('a missing one is named, with who calls it', async () => {
    const { ctx, made, start } = await startLast(
      agent('leaf'),
      agent('middle', calls('leaf')),
      agent('top', calls('middle')),
    );
    const [leaf] = made;
    if (leaf === undefined) throw new Error('no leaf');
    await deleteAgent({ ctx, input: { id: leaf.id } });
    const error = await refusalError(start());
    expect([error.code, error.message]).toEqual([
      'not_found',
      '"middle" calls the agent "leaf", which this team does not have. Create it, or take it out.',
    ]);
  });

  test('another team’s agent of that name is a missing one', async () => {
    await startLast(agent('elsewhere'));
    const { start } = await startLast(agent('top', calls('elsewhere')));
    expect((await refusalError(start())).code).toBe('not_found');
  });

  test('agents that call each other in a circle do not run', async () => {
    const { start } = await startLast(agent('ping', calls('pong')), agent('pong', calls('ping')));
    const error = await refusalError(start());
    expect([error.code, error.message]).toEqual([
      'spec_not_runnable',
      'Agents call each other in a circle: pong → ping → pong.',
    ]);
  });

  test('nor do agents that lie deeper than a limit around them allows', async () => {
    const { start } = await startLast(
      agent('a'),
      agent('b', calls('a')),
      agent('c', `${calls('b')}\nlimits: { maxDepth: 1 }`),
      agent('d', calls('c')),
    );
    const error = await refusalError(start());
    expect([error.code, error.message]).toEqual([
      'spec_not_runnable',
      '"c" reaches 2 agents deep; limits.maxDepth allows 1.',
    ]);
  });
});

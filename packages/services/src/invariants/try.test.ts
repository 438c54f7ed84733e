import type { RunId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { startRun } from '../runs/start.ts';
import type { ServiceContext } from '../service-context.ts';
import { agentText, openStand, refusal, refusalError, type Stand, withModel } from '../testing/stand.ts';
import { modelOf } from '../testing/stand-model.ts';
import { tryInvariant } from './try.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
}, 180_000);
afterAll(() => stand.drop());

const rule = (check: Record<string, unknown>, more = {}) =>
  JSON.parse(JSON.stringify({ id: 'r', says: 'R.', check, ...more }));

/** Real runs, each answered with its own question. */
async function given(questions: readonly string[]) {
  const ctx = await stand.tenant();
  const { id: agent_id } = await createAgent({ ctx, input: { spec: agentText('till') } });
  const model = modelOf((_, messages) => ({ text: String(messages.at(-1)?.content) }));
  const services = { ...stand.services, router: withModel(stand.services.router, model) };
  const runs: RunId[] = [];
  for (const query of questions) {
    const { run_id } = await startRun({ ctx, input: { agent_id, query } });
    await executeRun({
      services,
      input: { run_id, team_id: ctx.actor.teamId },
      workerId: 'one',
      signal: new AbortController().signal,
      timings: defaultRunTimings,
    });
    runs.push(run_id);
  }
  return { ctx: ctx as ServiceContext, agent_id, runs };
}

test('what real runs recorded is held against a rule, and what retention took is counted', async () => {
  const { ctx, agent_id, runs } = await given(['one', 'write to ann@example.com', 'three', 'four']);
  const [, second, third, fourth] = runs;
  const input = { agent_id, invariant: rule({ noPii: true }, { otherwise: 'redact' }) };
  expect(await tryInvariant({ ctx, input })).toMatchObject({
    looked_at: 4,
    judged: 4,
    broken: 1,
    items: [
      {
        run_id: second,
        status: 'succeeded',
        at: 'output',
        tool: null,
        verdict: 'violated',
        action: 'redact',
      },
    ],
  });
  const spent = rule({ cel: 'usage.steps >= 1 && usage.steps < 2' });
  expect(await tryInvariant({ ctx, input: { agent_id, invariant: spent } })).toMatchObject({
    judged: 4,
    broken: 0,
  });
  expect(await tryInvariant({ ctx, input: { ...input, runs: 2 } })).toMatchObject({
    looked_at: 2,
    broken: 0,
  });

  await queryAsAdmin(
    stand.adminUrl,
    `update public.runs set content_erased_at = now(), input = '{}', output = null where id = $1`,
    [third],
  );
  await queryAsAdmin(stand.adminUrl, 'delete from public.run_events where run_id = $1', [fourth]);
  expect(await tryInvariant({ ctx, input })).toMatchObject({
    looked_at: 4,
    judged: 2,
    broken: 1,
    unjudged: { erased: 2 },
  });
  const calls = rule({ forbidTool: 'calculator' });
  expect(await tryInvariant({ ctx, input: { agent_id, invariant: calls } })).toMatchObject({
    judged: 0,
    unjudged: { not_reached: 2, erased: 2 },
  });
}, 120_000);

test('what cannot be tried is refused, and strangers find nothing', async () => {
  const { ctx, agent_id } = await given([]);
  const trying = (invariant: Record<string, never>, by: ServiceContext = ctx) =>
    tryInvariant({ ctx: by, input: { agent_id, invariant } });
  expect(await refusal(trying(rule({ judge: 'It is polite.' })))).toBe('invalid_input');
  expect(await refusal(trying(rule({ outputSchema: true })))).toBe('invalid_input');
  const wrong = await refusalError(trying(rule({ cel: 'output ==' })));
  expect(wrong.code).toBe('invalid_spec');
  expect(wrong.diagnostics).toMatchObject([{ code: 'invalid_cel', path: ['check', 'cel'] }]);
  expect(await refusal(trying(rule({ noPii: true }), await stand.tenant()))).toBe('not_found');
  expect(await trying(rule({ noPii: true }))).toMatchObject({ looked_at: 0, items: [] });
}, 120_000);

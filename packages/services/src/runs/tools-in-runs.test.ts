import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { openPlatformConnections, type ToolPorts } from '@agent-factory/orchestrator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { createAgentOutbox } from '../auth/mail/agent-outbox.ts';
import { createOutboxMailPort } from '../auth/mail/outbox-mail-port.ts';
import { createRunTools } from '../connections/run-tools.ts';
import { contextFor, type Services, systemClock } from '../service-context.ts';
import { agentText, openStand, type Stand, withModel } from '../testing/stand.ts';
import { modelOf } from '../testing/stand-model.ts';
import { executeRun } from './execute.ts';
import { defaultRunTimings } from './execution/run-timings.ts';
import { getRun } from './get.ts';
import { listRunEvents } from './list-events.ts';
import { startRun } from './start.ts';

const canary = 'searx-CANARY-0123456789';
let stand: Stand;
let search: Server;
let searches = 0;

beforeAll(async () => {
  stand = await openStand();
  search = createServer((request, response) => {
    searches += 1;
    const content = `You sent ${request.headers.authorization}`;
    response.end(JSON.stringify({ results: [{ title: 'Tea', url: 'https://tea.example/', content }] }));
  }).listen(0, '127.0.0.1');
  await once(search, 'listening');
});
afterAll(async () => {
  search.close();
  await stand.drop();
});

/** As `openServices` puts them together, with an operator's SearXNG here and the development outbox. */
function toolPorts(): ToolPorts {
  // A server that listens on TCP has such an address.
  const { port } = search.address() as AddressInfo;
  const platform = openPlatformConnections({ SEARXNG_URL: `http://127.0.0.1:${port}` });
  return {
    ...stand.services.toolPorts,
    platform: {
      ...platform,
      fields: async (kind) => {
        const fields = await platform.fields(kind);
        return fields === null ? null : { ...fields, token: canary };
      },
    },
    outbox: createAgentOutbox(createOutboxMailPort(stand.db, systemClock)),
  };
}

async function run(tools: string, calls: { call: string; input: Record<string, unknown> }[]) {
  const model = modelOf((results) => calls[results] ?? { text: 'It is done now.' });
  const services: Services = {
    ...stand.services,
    router: withModel(stand.services.router, model),
    toolPorts: toolPorts(),
    toolsOf: (of) => createRunTools({ services, run: of }),
  };
  const ctx = contextFor(services, (await stand.tenant()).actor);
  const spec = agentText('adder').replace('tools: [calculator]', `tools: [${tools}]`);
  const agent = await createAgent({ ctx, input: { spec } });
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: 'Find tea.' } });
  await executeRun({
    services,
    input: { run_id, team_id: ctx.actor.teamId },
    workerId: 'one',
    timings: defaultRunTimings,
    signal: new AbortController().signal,
  });
  const { items } = await listRunEvents({ ctx, input: { run_id } });
  return { done: await getRun({ ctx, input: { run_id } }), events: items.map(({ data }) => data) };
}

describe('tools that reach outside, through a whole run', () => {
  test('the web is searched by the operator’s provider, and mail of development lands in the outbox, once', async () => {
    const { done, events } = await run('web_search, send_email', [
      { call: 'web_search', input: { query: 'tea' } },
      {
        call: 'send_email',
        input: { to: ['ann@example.com'], subject: 'Tea, found', text: 'It is at <tea.example>.' },
      },
    ]);
    expect(done.status).toBe('succeeded');
    expect(events.filter(({ type }) => type === 'tool.result')).toMatchObject([
      {
        name: 'web_search',
        outcome: 'ok',
        result: { provider: 'SearXNG', results: [{ snippet: 'You sent Bearer [secret]' }] },
      },
      { name: 'send_email', outcome: 'ok', result: { delivery: 'kept_in_outbox' } },
    ]);
    expect(searches).toBe(1);
    const mails = await queryAsAdmin(
      stand.adminUrl,
      `select recipient, subject, body_html from auth.local_outbox where subject = 'Tea, found'`,
    );
    expect(mails).toMatchObject([
      { recipient: 'ann@example.com', body_html: expect.stringContaining('&lt;tea') },
    ]);
  });

  test('no table holds a secret that a tool used (canary)', async () => {
    const tables = await queryAsAdmin<{ name: string }>(
      stand.adminUrl,
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(10);
    // Else it would hold because nothing was kept.
    const kept = await queryAsAdmin(
      stand.adminUrl,
      `select 1 from run_events where data::text like '%[secret]%'`,
    );
    expect(kept.length).toBeGreaterThan(0);
    for (const { name } of tables) {
      const found = await queryAsAdmin(
        stand.adminUrl,
        `select 1 from ${name} as row where row::text like '%CANARY%'
           or row::text like '%${Buffer.from('CANARY').toString('hex')}%' limit 1`,
      );
      expect(found, name).toEqual([]);
    }
  });

  test('a run whose tool lacks its connection is refused, and says what to connect', async () => {
    const { done, events } = await run('jira', []);
    expect(done).toMatchObject({
      status: 'refused',
      error: {
        code: 'spec_not_runnable',
        message: expect.stringContaining('connect Jira first, under Settings → Connections'),
      },
    });
    expect(events.map(({ type }) => type)).not.toContain('step.started');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentOf, standOf } from '../testing/stand.ts';
import { createBuiltinTools } from './builtin-tools.ts';
import { connections, VendorServer } from './testing/vendor-server.ts';

const canary = 'xoxb-CANARY-0123456789-abcdef';
let server: VendorServer;
beforeAll(async () => {
  server = await VendorServer.start();
});
afterAll(() => server.close());

function standWith(script: Parameters<typeof standOf>[0]) {
  const stand = standOf(script);
  stand.ports.tools = createBuiltinTools({
    clock: { now: () => 0 },
    egress: server.egress,
    secrets: connections(server.origin, canary),
  });
  return stand;
}

describe('a run with tools that need a connection', () => {
  it('offers the model what a group stands for, and uses it', async () => {
    server.answer({ body: { ok: true, messages: { matches: [{ text: `Tea. Bearer ${canary}` }] } } });
    const stand = standWith([
      { calls: [{ name: 'slack_search', arguments: { query: 'tea' } }] },
      { text: 'There is tea.' },
    ]);
    const agent = agentOf({ tools: [{ type: 'builtin', name: 'slack' }] });
    expect(await stand.run(agent, { query: 'Is there tea?' })).toMatchObject({ status: 'succeeded' });
    expect(stand.model.requests[0]?.tools?.map(({ name }) => name)).toEqual(['slack_search']);
    expect(stand.of('tool.result')).toMatchObject([
      { name: 'slack_search', outcome: 'ok', result: { messages: [{ text: 'Tea. Bearer [secret]' }] } },
    ]);
    expect(server.requests).toHaveLength(1);
  });

  it('shows a secret to no model, event or checkpoint, however the vendor echoes it (canaries)', async () => {
    const echoes = [
      canary,
      `Bearer ${canary}`,
      encodeURIComponent(canary),
      Buffer.from(`me@example.com:${canary}`).toString('base64'),
      Buffer.from(canary).toString('hex'),
      JSON.stringify({ token: canary }),
    ];
    const calls = [
      { name: 'slack_search', arguments: { query: 'tea' } },
      { name: 'jira_search', arguments: { jql: 'project = TEA' } },
      { name: 'github_read_file', arguments: { repository: 'a/b', path: 'x' } },
      { name: 'web_search', arguments: { query: 'tea' } },
    ];
    for (const echo of echoes) {
      for (const status of [200, 401, 500]) {
        server.answer({
          status,
          body: {
            ok: true,
            message: echo,
            encoding: 'base64',
            content: Buffer.from(echo).toString('base64'),
            messages: { matches: [{ text: echo }] },
            issues: [{ key: 'TEA-1', fields: { summary: echo } }],
            results: [{ title: echo, url: `https://tea.example/?${echo}`, content: echo }],
          },
        });
        const stand = standWith([...calls.map((call) => ({ calls: [call] })), { text: 'Done.' }]);
        const agent = agentOf({
          tools: calls.map(({ name }) => ({ type: 'builtin', name })),
        });
        expect(await stand.run(agent, { query: 'tea' })).toMatchObject({ status: 'succeeded' });
        expect(stand.of('tool.result')).toHaveLength(calls.length);
        const shown = JSON.stringify([stand.events, stand.model.requests, [...stand.checkpoints.writes]]);
        for (const form of [canary, ...echoes]) expect(shown).not.toContain(form);
      }
    }
  });

  it('is refused by name before it costs anything where the connection is missing', async () => {
    const stand = standOf([{ text: 'never' }]);
    stand.ports.tools = createBuiltinTools({ clock: { now: () => 0 }, egress: server.egress });
    const agent = agentOf({ tools: [{ type: 'builtin', name: 'jira' }] });
    await expect(stand.run(agent, { query: 'x' })).rejects.toMatchObject({
      code: 'spec_not_runnable',
      message: expect.stringContaining('connect Jira first'),
    });
    expect(stand.model.requests).toEqual([]);
  });
});

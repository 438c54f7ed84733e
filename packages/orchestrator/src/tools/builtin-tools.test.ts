import { toolGroups } from '@agent-factory/spec';
import { afterAll, describe, expect, it } from 'vitest';
import { createEgressClient } from '../egress/egress-client.ts';
import { toolCallOptions } from '../testing/memory-ports.ts';
import { createBuiltinTools } from './builtin-tools.ts';
import { registry } from './registry.generated.ts';
import { fieldsOf } from './testing/vendor-server.ts';
import type { ToolPorts } from './tool.ts';

const egress = createEgressClient();
afterAll(() => egress.close());

const options = { signal: new AbortController().signal, agent: 'probe' };
const toolsOf = (ports: Partial<ToolPorts> = {}) =>
  createBuiltinTools({ egress, clock: { now: () => 0 }, ...ports });
const names = (...list: string[]) => list.map((name) => ({ type: 'builtin', name }) as const);
const github = fieldsOf({ github: { token: 't' } });

describe('built-in tools', () => {
  it('a group stands for its tools that only read, once each', async () => {
    const tools = toolsOf({ secrets: github });
    const found = await tools.definitions(names('github', 'github_read_file', 'github_comment'), options);
    expect(found.map(({ name, effect }) => [name, effect])).toEqual([
      ['github_list_pulls', 'read'],
      ['github_read_file', 'read'],
      ['github_search_issues', 'read'],
      ['github_comment', 'write'],
    ]);
  });

  it('no group gives what writes', () => {
    for (const [group, members] of toolGroups) {
      expect(members.length, group).toBeGreaterThan(0);
      for (const member of members) {
        expect(registry.find(({ name }) => name === member)?.effect, member).toBe('read');
      }
    }
  });

  it.each([
    ['github', 'The tool "github_list_pulls" needs a connection: connect GitHub first'],
    ['slack_post', 'connect Slack first, under Settings → Connections'],
    ['web_search', 'connect Perplexity, Tavily, Brave Search or SearXNG first'],
    ['send_email', 'connect a mail server (SMTP) first'],
  ])('%s without a connection is refused before a run begins', async (name, words) => {
    await expect(toolsOf().definitions(names(name), options)).rejects.toMatchObject({
      code: 'spec_not_runnable',
      message: expect.stringContaining(words),
    });
  });

  it('a connection that was taken away during a run is a problem, not a crash', async () => {
    expect(await toolsOf().call('slack_post', { channel: '#a', text: 'x' }, toolCallOptions())).toMatchObject(
      {
        outcome: 'error',
        value: { error: expect.stringContaining('connect Slack first') },
      },
    );
  });

  it('the operator’s connection serves teams that have none, and no team that has one', async () => {
    const platform = fieldsOf({ tavily: { token: 'p' } });
    await expect(toolsOf({ platform }).definitions(names('web_search'), options)).resolves.toHaveLength(1);
    const outbox = { keep: async () => {} };
    await expect(toolsOf({ outbox }).definitions(names('send_email'), options)).resolves.toHaveLength(1);
  });

  it('names what there is not', async () => {
    await expect(toolsOf().definitions(names('teleport'), options)).rejects.toMatchObject({
      code: 'spec_not_runnable',
      message: 'There is no built-in tool "teleport".',
    });
    await expect(toolsOf().call('teleport', {}, toolCallOptions())).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

import { inspect } from 'node:util';
import { type CreateConnectionInput, newId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import {
  createEgressClient,
  type EgressClient,
  type EgressRequest,
  type EgressResponse,
} from '@agent-factory/orchestrator/egress';
import {
  type ApiStand,
  type McpStand,
  startApiStand,
  startMcpStand,
} from '@agent-factory/orchestrator/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createVault } from '../secrets/vault.ts';
import type { ServiceContext } from '../service-context.ts';
import { openStand, refusal, refusalError, type Stand } from '../testing/stand.ts';
import { connectionSecrets } from './connection-secrets.ts';
import { createConnection } from './create.ts';
import { deleteConnection } from './delete.ts';
import { getConnection } from './get.ts';
import { listConnections } from './list.ts';
import { listConnectionTools } from './list-tools.ts';
import { loadConnections } from './load.ts';
import { rewrapConnections } from './rewrap.ts';
import { testConnection } from './test.ts';
import { updateConnection } from './update.ts';

const secret = 'ghp_canary0123456789abcdef';
const github: CreateConnectionInput = { kind: 'github', name: 'Ours', fields: { token: secret } };

let mcp: McpStand;
let api: ApiStand;
let stand: Stand;
let real: EgressClient;
/** What services of the web were asked, and what they answer. */
let asked: EgressRequest[] = [];
let answer: (request: EgressRequest) => Partial<EgressResponse> = () => ({});

beforeAll(async () => {
  mcp = await startMcpStand();
  api = await startApiStand();
  real = createEgressClient({ allowPrivate: [mcp.place, api.place] });
  const egress: EgressClient = {
    ...real,
    async request(request) {
      if (request.url.includes('127.0.0.1')) return await real.request(request);
      asked.push(request);
      const { url } = request;
      return {
        url,
        status: 200,
        headers: {},
        body: Buffer.from('{"ok":true}'),
        truncated: false,
        ...answer(request),
      };
    },
  };
  stand = await openStand({ egress });
});
afterAll(async () => {
  await stand.drop();
  await mcp.close();
  await api.close();
});
beforeEach(() => {
  asked = [];
  answer = () => ({});
  mcp.intercept = null;
});

const load = (ctx: ServiceContext) => {
  ctx.secrets.openedConnections.forget(ctx.actor.teamId); // as another process, which remembers nothing
  return loadConnections({ services: ctx, teamId: ctx.actor.teamId });
};

describe('connecting', () => {
  test('it is tested, stored, shown masked, and opened for tools', async () => {
    const ctx = await stand.tenant();
    const view = await createConnection({ ctx, input: github });
    expect(asked).toMatchObject([
      { url: 'https://api.github.com/user', headers: { authorization: `Bearer ${secret}` } },
    ]);
    expect(view).toMatchObject({
      kind: 'github',
      status: 'active',
      settings: {},
      secrets: { token: 'ghp_…cdef' },
      base_url: null,
    });
    expect((await listConnections({ ctx })).items).toEqual([view]);
    expect(await getConnection({ ctx, input: { id: view.id } })).toEqual(view);
    const secrets = connectionSecrets({ services: ctx, teamId: ctx.actor.teamId });
    expect(await secrets.fields('github')).toEqual({ token: secret });
    expect(await secrets.fields('slack')).toBeNull();
  });

  test('what the service refuses is not stored, and the reason is shown without the secret', async () => {
    const ctx = await stand.tenant();
    answer = () => ({ status: 401 });
    const error = await refusalError(createConnection({ ctx, input: github }));
    expect(error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('401') });
    expect(inspect(error)).not.toContain('canary');
    expect((await listConnections({ ctx })).items).toEqual([]);
  });

  test.each<[CreateConnectionInput, Partial<EgressRequest>]>([
    [
      { kind: 'slack', name: 'S', fields: { token: 'xoxb-1' } },
      {
        url: 'https://slack.com/api/auth.test',
        headers: expect.objectContaining({ authorization: 'Bearer xoxb-1' }),
      },
    ],
    [
      {
        kind: 'jira',
        name: 'J',
        base_url: 'https://ours.atlassian.net/',
        fields: { email: 'a@b.example', token: 't' },
      },
      {
        url: 'https://ours.atlassian.net/rest/api/3/myself',
        headers: expect.objectContaining({ authorization: `Basic ${btoa('a@b.example:t')}` }),
      },
    ],
    [{ kind: 'tavily', name: 'T', fields: { token: 'tvly-1' } }, { url: 'https://api.tavily.com/usage' }],
    [
      { kind: 'brave', name: 'B', fields: { token: 'b' } },
      { headers: expect.objectContaining({ 'x-subscription-token': 'b' }) },
    ],
    [
      { kind: 'searxng', name: 'X', base_url: 'https://search.example.com' },
      { url: 'https://search.example.com/search?q=test&format=json' },
    ],
    [
      {
        kind: 'http_api_key',
        name: 'K',
        base_url: 'https://api.example.com/v1',
        fields: { token: 'k', auth: 'header', auth_name: 'X-Key' },
      },
      { url: 'https://api.example.com/v1', headers: expect.objectContaining({ 'x-key': 'k' }) },
    ],
  ])('%j is asked about where it says', async (input, request) => {
    await createConnection({ ctx: await stand.tenant(), input });
    expect(asked).toMatchObject([request]);
  });

  test('an MCP server and an OpenAPI document are spoken to, and show their tools', async () => {
    const ctx = await stand.tenant();
    const server = await createConnection({ ctx, input: { kind: 'mcp', name: 'M', base_url: mcp.url } });
    expect(await listConnectionTools({ ctx, input: { id: server.id } })).toMatchObject({
      items: [
        { name: 'search', agent_name: 'search', effect: 'write', says_read_only: false, problem: null },
      ],
      left_out: 0,
    });
    const document = await createConnection({
      ctx,
      input: { kind: 'openapi', name: 'O', base_url: api.url },
    });
    const { items } = await listConnectionTools({ ctx, input: { id: document.id } });
    expect(items).toHaveLength(126);
    const account = await createConnection({ ctx, input: github });
    expect(await refusal(listConnectionTools({ ctx, input: { id: account.id } }))).toBe('invalid_input');
  });

  test.each<[Partial<CreateConnectionInput>, string]>([
    [{ kind: 'mcp', base_url: 'https://127.0.0.1/mcp' }, 'forbidden'],
    [{ kind: 'mcp', base_url: 'https://2130706433/mcp' }, 'forbidden'],
    [{ kind: 'mcp', base_url: 'http://mcp.example.com/mcp' }, 'invalid_input'],
    [{ kind: 'mcp', base_url: 'https://user:word@mcp.example.com/mcp' }, 'invalid_input'],
    [{ kind: 'mcp' }, 'invalid_input'],
    [{ kind: 'openapi', base_url: 'https://metadata.google.internal/openapi.json' }, 'forbidden'],
    [{ kind: 'searxng', base_url: 'https://search.example.com/?x=1' }, 'invalid_input'],
    [{ kind: 'github', fields: {} }, 'invalid_input'],
    [{ kind: 'github', fields: { token: 'a\nb' } }, 'invalid_input'],
    [{ kind: 'github', fields: { token: 'a', other: 'b' } }, 'invalid_input'],
    [{ kind: 'github', base_url: 'https://[::1]/api/v3', fields: { token: 'a' } }, 'forbidden'],
    [
      {
        kind: 'openapi',
        base_url: 'https://api.example.com/o.json',
        fields: { api_url: 'https://10.0.0.1' },
      },
      'forbidden',
    ],
    [
      { kind: 'http_api_key', base_url: 'https://api.example.com', fields: { token: 'a', auth: 'header' } },
      'invalid_input',
    ],
    [
      {
        kind: 'http_api_key',
        base_url: 'https://api.example.com',
        fields: { token: 'a', auth: 'header', auth_name: 'Host' },
      },
      'invalid_input',
    ],
    [
      { kind: 'http_api_key', base_url: 'https://api.example.com', fields: { token: 'a', auth: 'magic' } },
      'invalid_input',
    ],
  ])('Q11: nothing is sent for %j', async (parts, code) => {
    const input: CreateConnectionInput = { kind: 'mcp', name: 'X', ...parts };
    expect(await refusal(createConnection({ ctx: await stand.tenant(), input }))).toBe(code);
    expect(asked).toEqual([]);
  });

  test('one of a kind, or one for an address', async () => {
    const ctx = await stand.tenant();
    await createConnection({ ctx, input: github });
    expect(await refusal(createConnection({ ctx, input: github }))).toBe('conflict');
    const server: CreateConnectionInput = { kind: 'mcp', name: 'M', base_url: mcp.url };
    await createConnection({ ctx, input: server });
    expect(await refusal(createConnection({ ctx, input: { ...server, base_url: `${mcp.url}#again` } }))).toBe(
      'conflict',
    );
    await createConnection({ ctx, input: { ...server, base_url: `${mcp.url}?team=2` } });
  });

  test.each(['editor', 'viewer'] as const)(
    'a member who is %s does nothing with connections',
    async (role) => {
      const owner = await stand.tenant();
      const { id } = await createConnection({ ctx: owner, input: github });
      const ctx = { ...(await stand.member(owner, role)) };
      const codes = await Promise.all(
        [
          createConnection({ ctx, input: github }),
          listConnections({ ctx }),
          getConnection({ ctx, input: { id } }),
          testConnection({ ctx, input: { id } }),
          updateConnection({ ctx, input: { id, name: 'Mine' } }),
          listConnectionTools({ ctx, input: { id } }),
          deleteConnection({ ctx, input: { id } }),
        ].map(refusal),
      );
      expect(codes).toEqual(Array(7).fill('forbidden'));
    },
  );
});

describe('Q18: where it lies', () => {
  test('no secret is in the row, an answer or a log', async () => {
    const ctx = await stand.tenant();
    const { id } = await createConnection({ ctx, input: github });
    const rows = await queryAsAdmin(stand.adminUrl, 'select * from public.connections where id = $1', [id]);
    const [row] = rows;
    expect(inspect(rows)).not.toContain('canary');
    expect(row).toMatchObject({ key_version: ctx.secrets.vault.currentKeyId });
    expect(inspect(stand.errors)).not.toContain('canary');
  });

  test('an envelope that was put into another row or team does not open', async () => {
    const [ctx, other] = await Promise.all([stand.tenant(), stand.tenant()]);
    const one = await createConnection({ ctx, input: github });
    const theirs = await createConnection({ ctx: other, input: github });
    await queryAsAdmin(
      stand.adminUrl,
      'update public.connections set envelope = (select envelope from public.connections where id = $1) where id = $2',
      [one.id, theirs.id],
    );
    expect(await load(other)).toEqual([]);
    expect(stand.errors).toHaveLength(1);
    stand.errors.length = 0;
    expect(await load(ctx)).toHaveLength(1);
  });

  test('the master key is rotated while everything runs', async () => {
    const ctx = await stand.tenant();
    const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
    const withKeys = (list: string): ServiceContext => ({
      ...ctx,
      secrets: { ...ctx.secrets, openedConnections: ctx.secrets.openedConnections, vault: createVault(list) },
    });
    await createConnection({ ctx: withKeys(key('old', 1)), input: github });
    const between = withKeys(`${key('new', 2)},${key('old', 1)}`);
    const { rewrapped, failed } = await rewrapConnections({ services: between });
    expect(rewrapped).toBe(1);
    // Rows of the other tests are under yet another key, which these two cannot open.
    expect(stand.errors).toHaveLength(failed);
    stand.errors.length = 0;
    expect(await load(withKeys(key('new', 2)))).toMatchObject([{ fields: { token: secret } }]);
  });
});

describe('a connection in use', () => {
  test('other fields take the place of the present ones once they are accepted', async () => {
    const ctx = await stand.tenant();
    const { id } = await createConnection({ ctx, input: github });
    answer = ({ headers }) => ({
      status: headers?.authorization === 'Bearer ghp_other0123456789abcd' ? 200 : 401,
    });
    expect(await refusal(updateConnection({ ctx, input: { id, fields: { token: 'ghp_bad' } } }))).toBe(
      'invalid_input',
    );
    expect(await load(ctx)).toMatchObject([{ fields: { token: secret } }]);
    const fields = { token: 'ghp_other0123456789abcd' };
    expect(await updateConnection({ ctx, input: { id, fields } })).toMatchObject({
      secrets: { token: 'ghp_…abcd' },
    });
    expect(await load(ctx)).toMatchObject([{ fields }]);
    expect(await refusal(updateConnection({ ctx, input: { id, fields: { token: '' } } }))).toBe(
      'invalid_input',
    );
    expect(await refusal(updateConnection({ ctx, input: { id, fields: { nothing: 'x' } } }))).toBe(
      'invalid_input',
    );
  });

  test('one that its service refuses is left out until a test succeeds; silence changes nothing', async () => {
    const ctx = await stand.tenant();
    const { id } = await createConnection({ ctx, input: github });
    answer = () => ({ status: 503 });
    expect(await testConnection({ ctx, input: { id } })).toMatchObject({
      status: 'active',
      last_error: expect.stringContaining('503'),
    });
    answer = () => ({ status: 401 });
    expect(await testConnection({ ctx, input: { id } })).toMatchObject({ status: 'refused' });
    expect(await load(ctx)).toEqual([]);
    answer = () => ({});
    expect(await testConnection({ ctx, input: { id } })).toMatchObject({
      status: 'active',
      last_error: null,
    });
    expect(await load(ctx)).toHaveLength(1);
  });

  test('it is switched off and on, renamed and deleted', async () => {
    const ctx = await stand.tenant();
    const { id } = await createConnection({ ctx, input: github });
    expect(await updateConnection({ ctx, input: { id, enabled: false } })).toMatchObject({
      status: 'disabled',
    });
    expect(await load(ctx)).toEqual([]);
    expect(await testConnection({ ctx, input: { id } })).toMatchObject({ status: 'disabled' });
    expect(await updateConnection({ ctx, input: { id, enabled: true, name: 'New' } })).toMatchObject({
      status: 'active',
      name: 'New',
    });
    await deleteConnection({ ctx, input: { id } });
    expect(await load(ctx)).toEqual([]);
    expect(await refusal(getConnection({ ctx, input: { id } }))).toBe('not_found');
  });

  test('Q2: another team’s is as unknown as none', async () => {
    const [ctx, other] = await Promise.all([stand.tenant(), stand.tenant()]);
    const { id } = await createConnection({ ctx: other, input: github });
    for (const unknown of [id, newId('connection')]) {
      const codes = await Promise.all(
        [
          getConnection({ ctx, input: { id: unknown } }),
          testConnection({ ctx, input: { id: unknown } }),
          updateConnection({ ctx, input: { id: unknown, name: 'Mine' } }),
          listConnectionTools({ ctx, input: { id: unknown } }),
          deleteConnection({ ctx, input: { id: unknown } }),
        ].map(refusal),
      );
      expect(codes).toEqual(Array(5).fill('not_found'));
    }
  });
});

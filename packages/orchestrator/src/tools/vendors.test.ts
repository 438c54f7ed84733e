import { compileJsonSchema, type JsonValue } from '@agent-factory/spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registry } from './registry.generated.ts';
import { VendorServer } from './testing/vendor-server.ts';

/** A token that would be found wherever it got to. */
const canary = 'ghp_CANARY0123456789abcdefABCDEF';

const issue = {
  number: 7,
  title: 'Tea is cold',
  state: 'open',
  html_url: 'https://github.com/a/b/issues/7',
  user: { login: 'ann' },
  labels: [{ name: 'bug' }, 'plain'],
  updated_at: '2026-01-01T00:00:00Z',
  body: 'It was hot.',
  repository_url: 'https://api.github.com/repos/a/b',
};

/** For each tool that goes out: arguments, and what its vendor answers in its documented shape. */
const vendors: Record<string, { input: Record<string, unknown>; good: JsonValue; vendor: string }> = {
  github_search_issues: {
    input: { query: 'repo:a/b tea' },
    good: { total_count: 1, incomplete_results: false, items: [issue] },
    vendor: 'GitHub',
  },
  github_list_pulls: {
    input: { repository: 'a/b' },
    good: [{ ...issue, draft: true, head: { label: 'ann:hot' }, base: { label: 'a:main' } }],
    vendor: 'GitHub',
  },
  github_read_file: {
    input: { repository: 'a/b', path: 'docs/tea.md' },
    good: {
      type: 'file',
      encoding: 'base64',
      content: Buffer.from('# Tee ü').toString('base64'),
      html_url: 'https://github.com/a/b/blob/main/docs/tea.md',
    },
    vendor: 'GitHub',
  },
  github_create_issue: {
    input: { repository: 'a/b', title: 'Tea is cold', labels: ['bug'] },
    good: issue,
    vendor: 'GitHub',
  },
  github_comment: {
    input: { repository: 'a/b', number: 7, body: 'Warm it.' },
    good: { id: 1, html_url: 'https://github.com/a/b/issues/7#issuecomment-1' },
    vendor: 'GitHub',
  },
  slack_post: {
    input: { channel: 'C012AB3CD', text: 'Hello' },
    good: { ok: true, channel: 'C012AB3CD', ts: '1503435956.000247', message: { text: 'Hello' } },
    vendor: 'Slack',
  },
  slack_search: {
    input: { query: 'tea' },
    good: {
      ok: true,
      messages: {
        matches: [
          {
            channel: { id: 'C1', name: 'general' },
            text: 'The tea is cold',
            ts: '1508284197.000015',
            username: 'ann',
            permalink: 'https://x.slack.com/archives/C1/p1',
          },
        ],
      },
    },
    vendor: 'Slack',
  },
  jira_search: {
    input: { jql: 'project = TEA' },
    good: {
      issues: [
        {
          key: 'TEA-1',
          fields: {
            summary: 'Cold',
            status: { name: 'Open' },
            issuetype: { name: 'Bug' },
            priority: { name: 'High' },
            assignee: null,
            updated: '2026-01-01T00:00:00.000+0000',
            description: {
              type: 'doc',
              version: 1,
              content: [
                {
                  type: 'paragraph',
                  content: [
                    { type: 'text', text: 'It was ' },
                    { type: 'text', text: 'hot.' },
                  ],
                },
                { type: 'paragraph', content: [{ type: 'text', text: 'Now not.' }] },
              ],
            },
          },
        },
      ],
      nextPageToken: 'x',
    },
    vendor: 'Jira',
  },
  jira_create: {
    input: { project: 'TEA', summary: 'Cold', description: 'a\nb\n\nc' },
    good: { id: '10000', key: 'TEA-24', self: 'https://x.atlassian.net/rest/api/3/issue/10000' },
    vendor: 'Jira',
  },
  jira_comment: { input: { issue: 'TEA-1', text: 'Warm it.' }, good: { id: '10001' }, vendor: 'Jira' },
  web_search: {
    input: { query: 'tea' },
    good: {
      results: [
        {
          title: 'Tea',
          url: 'https://tea.example/',
          content: 'All about tea',
          score: 0.9,
          published_date: '2026-01-01',
        },
        { title: 'Not a page', url: 'javascript:alert(1)', content: '' },
      ],
    },
    vendor: 'Tavily',
  },
  wikipedia: {
    input: { query: 'tea', language: 'de' },
    good: {
      batchcomplete: true,
      query: {
        pages: [
          {
            index: 2,
            title: 'Teebaum',
            extract: 'Ein Baum.',
            canonicalurl: 'https://de.wikipedia.org/wiki/Teebaum',
          },
          {
            index: 1,
            title: 'Tee',
            extract: 'Ein Getränk.',
            canonicalurl: 'https://de.wikipedia.org/wiki/Tee',
          },
        ],
      },
    },
    vendor: 'Wikipedia',
  },
};

let server: VendorServer;
beforeAll(async () => {
  server = await VendorServer.start();
});
afterAll(async () => {
  await server.close();
});

const call = (name: string, signal?: AbortSignal) =>
  server.tools(canary)(name, vendors[name]?.input ?? {}, signal);
const names = Object.keys(vendors);
const effectOf = (name: string) => registry.find((tool) => tool.name === name)?.effect;
const secretForms = [canary, Buffer.from(`me@example.com:${canary}`).toString('base64')];

function expectNoSecret(value: unknown): void {
  const text = JSON.stringify(value);
  for (const form of secretForms) expect(text).not.toContain(form);
}

it('covers each tool that needs a connection', () => {
  const connected = registry.filter(({ connections }) => connections.length > 0).map(({ name }) => name);
  expect([...names, 'send_email'].toSorted()).toEqual([...new Set([...connected, ...names])].toSorted());
});

describe.each(names)('%s', (name) => {
  const vendor = vendors[name]?.vendor ?? '';
  const isRead = effectOf(name) === 'read';

  it('answers in the shape that its manifest says, and shows its token to the vendor alone', async () => {
    server.answer({ body: vendors[name]?.good ?? null });
    const result = await call(name);
    expect(result.outcome).toBe('ok');
    const output = registry.find((tool) => tool.name === name)?.output ?? {};
    expect(compileJsonSchema(output)(result.value)).toEqual([]);
    expect(server.requests).toHaveLength(1);
    if (name !== 'wikipedia') {
      const sent = JSON.stringify(server.requests[0]);
      expect(secretForms.some((form) => sent.includes(form))).toBe(true);
    }
    expectNoSecret(result);
  });

  it.each([
    [401, 'did not accept the credentials (401)'],
    [404, 'has no such thing'],
    [422, 'did not understand the request (422)'],
    [500, `${vendor} failed (500)`],
  ])('says what a %i means, and asks no second time', async (status, words) => {
    server.answer({ status, body: { message: 'Bad news', token: canary } });
    const result = await call(name);
    expect(result).toMatchObject({ outcome: 'error', value: { error: expect.stringContaining(words) } });
    expect(server.requests).toHaveLength(1);
    expectNoSecret(result);
  });

  it(`${isRead ? 'asks once more' : 'does not ask again'} after a 429 that says when`, async () => {
    server.answer(
      { status: 429, headers: { 'retry-after': '0' }, body: {} },
      { body: vendors[name]?.good ?? null },
    );
    const result = await call(name);
    expect(result.outcome).toBe(isRead ? 'ok' : 'error');
    expect(server.requests).toHaveLength(isRead ? 2 : 1);
  });

  it('leaves a longer wait to the model', async () => {
    server.answer({ status: 429, headers: { 'retry-after': '60' }, body: {} });
    expect(await call(name)).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining('Try again in 60 s.') },
    });
    expect(server.requests).toHaveLength(1);
  });

  it(`${isRead ? 'asks once more' : 'does not ask again'} when the connection breaks`, async () => {
    server.answer({ reset: true }, { body: vendors[name]?.good ?? null });
    const result = await call(name);
    expect(result.outcome).toBe(isRead ? 'ok' : 'error');
    expect(server.requests).toHaveLength(isRead ? 2 : 1);
  });

  it('refuses 50 MB', async () => {
    server.answer({ body: { message: 'x'.repeat(50_000_000) } });
    expect(await call(name)).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringMatching(/more than 4000000 bytes/) },
    });
  });

  it('says so when something else than its vendor answers', async () => {
    server.answer({ body: '<html><body>Log in first</body></html>' });
    const result = await call(name);
    expect(result).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringMatching(/JSON|no file/) },
    });
  });

  it('survives an answer of another shape', async () => {
    for (const body of [
      {},
      [],
      [null],
      { results: 3, items: [null], issues: 'x', messages: null },
      7,
      null,
    ]) {
      server.answer({ body });
      const { value } = await call(name);
      expect(value).toBeTypeOf('object');
    }
  });

  it('stops with the run', async () => {
    server.answer({ never: true });
    const stop = new AbortController();
    const waiting = call(name, stop.signal);
    stop.abort(new Error('the run is over'));
    await expect(waiting).rejects.toThrow('the run is over');
  });

  it.skipIf(name === 'wikipedia')('strikes its token from whatever comes back', async () => {
    const echo = JSON.parse(
      JSON.stringify(vendors[name]?.good).replaceAll(
        /"(Cold|Tea is cold|Tea|Tee|The tea is cold)"/g,
        `"Bearer ${canary}"`,
      ),
    );
    server.answer({ body: echo });
    expectNoSecret(await call(name));
    server.answer({ status: 400, body: { error: { message: `no such token: ${canary}` } } });
    expectNoSecret(await call(name));
  });

  it.each([{ unknown: 1 }, { query: 3, repository: '../..', channel: '', jql: 1, issue: 'x', project: 'x' }])(
    'refuses arguments off schema without a packet: %j',
    async (input) => {
      server.answer({ body: {} });
      const result = await server.tools(canary)(name, input);
      expect(result).toMatchObject({
        outcome: 'error',
        value: { error: expect.stringContaining('do not fit its schema') },
      });
      expect(server.requests).toHaveLength(0);
    },
  );
});

describe('http_get', () => {
  const get = () => server.tools(canary)('http_get', { url: `${server.origin}/page` });

  it.each([429, 503])('asks once more after a %i that says when', async (status) => {
    server.answer({ status, headers: { 'retry-after': '0' } }, { body: { tea: 3 } });
    expect(await get()).toMatchObject({ outcome: 'ok', value: { json: { tea: 3 } } });
    expect(server.requests).toHaveLength(2);
    server.answer({ status, headers: { 'retry-after': '60' } });
    expect(await get()).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining('Try again in 60 s.') },
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('what vendors are asked', () => {
  it.each([
    ['github_search_issues', 'GET', '/search/issues', { q: 'repo:a/b tea', per_page: '10' }],
    ['github_list_pulls', 'GET', '/repos/a/b/pulls', { state: 'open', sort: 'updated', per_page: '10' }],
    ['github_read_file', 'GET', '/repos/a/b/contents/docs%2Ftea.md', {}],
    ['github_create_issue', 'POST', '/repos/a/b/issues', { title: 'Tea is cold', labels: ['bug'] }],
    ['github_comment', 'POST', '/repos/a/b/issues/7/comments', { body: 'Warm it.' }],
    ['slack_post', 'POST', '/api/chat.postMessage', { channel: 'C012AB3CD', unfurl_links: 'false' }],
    ['slack_search', 'POST', '/api/search.messages', { query: 'tea', count: '10' }],
    ['jira_search', 'POST', '/rest/api/3/search/jql', { jql: 'project = TEA', maxResults: 10 }],
    [
      'jira_create',
      'POST',
      '/rest/api/3/issue',
      {
        fields: {
          project: { key: 'TEA' },
          issuetype: { name: 'Task' },
          summary: 'Cold',
          description: {
            type: 'doc',
            version: 1,
            content: [
              {
                type: 'paragraph',
                content: [{ type: 'text', text: 'a' }, { type: 'hardBreak' }, { type: 'text', text: 'b' }],
              },
              { type: 'paragraph', content: [{ type: 'text', text: 'c' }] },
            ],
          },
        },
      },
    ],
    ['jira_comment', 'POST', '/rest/api/3/issue/TEA-1/comment', { body: { type: 'doc', version: 1 } }],
    ['wikipedia', 'GET', '/w/api.php', { action: 'query', gsrsearch: 'tea', gsrlimit: '3' }],
  ])('%s: %s %s', async (name, method, path, said) => {
    server.answer({ body: vendors[name]?.good ?? null });
    await call(name);
    const [request = expect.unreachable()] = server.requests;
    expect([request.method, request.url.pathname]).toEqual([method, path]);
    const isForm = request.headers['content-type']?.includes('urlencoded') === true;
    const parameters = method === 'GET' ? request.url.searchParams : new URLSearchParams(request.body);
    expect(
      method === 'GET' || isForm ? Object.fromEntries(parameters) : JSON.parse(request.body),
    ).toMatchObject(said);
  });

  it('what they answer is told in the shape of ours', async () => {
    const told = async (name: string) => {
      server.answer({ body: vendors[name]?.good ?? null });
      const { value } = await call(name);
      return value;
    };
    expect(await told('github_search_issues')).toMatchObject({
      total: 1,
      issues: [
        { number: 7, author: 'ann', labels: ['bug', 'plain'], repository: 'a/b', body: 'It was hot.' },
      ],
    });
    expect(await told('github_list_pulls')).toMatchObject({
      pulls: [{ draft: true, from: 'ann:hot', into: 'a:main' }],
    });
    expect(await told('github_read_file')).toMatchObject({ path: 'docs/tea.md', text: '# Tee ü' });
    expect(await told('jira_search')).toMatchObject({
      issues: [{ key: 'TEA-1', url: `${server.origin}/browse/TEA-1`, description: 'It was hot.\nNow not.' }],
      more: true,
    });
    expect(await told('jira_create')).toEqual({ key: 'TEA-24', url: `${server.origin}/browse/TEA-24` });
    expect(await told('slack_search')).toMatchObject({
      messages: [{ text: 'The tea is cold', user: 'ann', channel: 'general' }],
    });
    expect(await told('wikipedia')).toMatchObject({ articles: [{ title: 'Tee' }, { title: 'Teebaum' }] });
    expect(await told('web_search')).toMatchObject({ results: [{ url: 'https://tea.example/' }] });
  });

  it.each([
    ['invalid_auth', 'did not accept the credentials (invalid_auth)'],
    ['missing_scope', 'chat:write'],
    ['channel_not_found', 'no such channel'],
    ['not_in_channel', 'invite it'],
    ['fatal_error', 'Slack refused: fatal_error.'],
  ])('Slack’s %s is told in words', async (error, words) => {
    server.answer({ body: { ok: false, error } });
    expect(await call('slack_post')).toMatchObject({
      outcome: 'error',
      value: { error: expect.stringContaining(words) },
    });
  });

  it('a folder on GitHub is a list, a picture no text, and a path stays below the root', async () => {
    const read = (path: string) => server.tools(canary)('github_read_file', { repository: 'a/b', path });
    server.answer({ body: [{ name: 'tea.md', type: 'file', size: 3 }] });
    expect(await read('')).toMatchObject({
      value: { entries: [{ name: 'tea.md', type: 'file', bytes: 3 }] },
    });
    server.answer({ body: { encoding: 'base64', content: Buffer.from([1, 0, 2]).toString('base64') } });
    expect(await read('x.png')).toMatchObject({ value: { error: '"x.png" is not a text file.' } });
    server.answer({ body: { encoding: 'none', content: '' } });
    expect(await read('big.json')).toMatchObject({ value: { error: expect.stringContaining('too large') } });
    server.answer({ body: {} });
    expect(await read('../../x')).toMatchObject({ outcome: 'error' });
    expect(server.requests).toEqual([]);
  });

  it('GitHub’s 403 of a limit that is used up is one of too many requests', async () => {
    server.answer({
      status: 403,
      headers: {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Date.parse('2026-01-01T00:01:00Z') / 1000),
      },
      body: { message: 'API rate limit exceeded' },
    });
    expect(await call('github_list_pulls')).toMatchObject({
      value: {
        error: expect.stringMatching(/asked too often \(403\). Try again in 60 s. It said: API rate limit/),
      },
    });
  });
});

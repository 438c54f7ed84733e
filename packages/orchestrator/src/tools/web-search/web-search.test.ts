import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ToolConnectionKind } from '../connection-secrets.ts';
import { fieldsOf, VendorServer } from '../testing/vendor-server.ts';

let server: VendorServer;
beforeAll(async () => {
  server = await VendorServer.start();
});
afterAll(() => server.close());

const token = 'key-of-the-provider-0123';
const page = { title: 'Tea', url: 'https://tea.example/' };

/** What each asks, and answers in its documented shape. */
const providers = [
  {
    kind: 'perplexity',
    title: 'Perplexity',
    answer: {
      id: 'x',
      results: [{ ...page, snippet: 'All about tea', date: '2026-01-02', last_updated: '2026-02-03' }],
    },
    published: '2026-01-02',
    asked: { method: 'POST', pathname: '/search', header: ['authorization', `Bearer ${token}`] },
    sent: { query: 'tea & milk', max_results: 2, search_recency_filter: 'week' },
  },
  {
    kind: 'tavily',
    title: 'Tavily',
    answer: {
      query: 'tea',
      results: [{ ...page, content: 'All about tea', score: 0.98, published_date: '2026-01-02' }],
      response_time: 1.2,
    },
    published: '2026-01-02',
    asked: { method: 'POST', pathname: '/search', header: ['authorization', `Bearer ${token}`] },
    sent: { query: 'tea & milk', max_results: 2, time_range: 'week' },
  },
  {
    kind: 'brave',
    title: 'Brave Search',
    answer: {
      type: 'search',
      web: {
        type: 'search',
        results: [
          { ...page, description: 'All about <strong>tea</strong>', page_age: '2026-01-02T00:00:00' },
        ],
      },
    },
    published: '2026-01-02T00:00:00',
    asked: { method: 'GET', pathname: '/res/v1/web/search', header: ['x-subscription-token', token] },
    sent: { q: 'tea & milk', count: '2', freshness: 'pw' },
  },
  {
    kind: 'searxng',
    title: 'SearXNG',
    answer: {
      query: 'tea',
      results: [
        { ...page, content: 'All about tea', engine: 'x', publishedDate: null },
        { ...page, content: 'Second' },
        { ...page, content: 'Third' },
      ],
    },
    published: null,
    asked: { method: 'GET', pathname: '/search', header: ['authorization', `Bearer ${token}`] },
    sent: { q: 'tea & milk', format: 'json', time_range: 'month' },
  },
] as const;

const input = { query: 'tea & milk', limit: 2, recency: 'week' };

describe('web_search', () => {
  it.each(providers)('by $title', async ({ kind, title, answer, published, asked, sent }) => {
    server.answer({ body: JSON.parse(JSON.stringify(answer)) });
    const secrets = fieldsOf({ [kind]: { base_url: `${server.origin}/`, token } });
    const result = await server.tools('', { secrets })('web_search', input);
    expect(result).toMatchObject({
      outcome: 'ok',
      value: { provider: title },
    });
    expect(result).toHaveProperty('value.results.0', { ...page, snippet: 'All about tea', published });
    // SearXNG takes no limit.
    expect(result).toHaveProperty('value.results.length', kind === 'searxng' ? 2 : 1);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: asked.method, url: { pathname: asked.pathname } });
    expect(request?.headers[asked.header[0]]).toBe(asked.header[1]);
    const parameters = Object.fromEntries(request?.url.searchParams ?? []);
    expect(asked.method === 'POST' ? JSON.parse(request?.body ?? '') : parameters).toEqual(sent);
  });

  it('asks the team’s provider before the operator’s, and the first of several', async () => {
    const by = async (team: ToolConnectionKind[], platform: ToolConnectionKind[]) => {
      server.answer({ body: { results: [], web: { results: [] } } });
      const connected = (kinds: ToolConnectionKind[]) =>
        fieldsOf(Object.fromEntries(kinds.map((kind) => [kind, { base_url: server.origin, token }])));
      const tools = server.tools('', { secrets: connected(team), platform: connected(platform) });
      const { value } = await tools('web_search', { query: 'tea' });
      return value;
    };
    expect(await by(['searxng'], ['perplexity'])).toMatchObject({ provider: 'SearXNG' });
    expect(await by([], ['brave', 'tavily'])).toMatchObject({ provider: 'Tavily' });
    expect(await by([], [])).toMatchObject({
      error: expect.stringContaining('connect Perplexity, Tavily, Brave Search or SearXNG first'),
    });
  });

  it('reaches no private address that a team names (Q11)', async () => {
    for (const base_url of [
      'http://127.0.0.1:1',
      'http://169.254.169.254',
      'http://[::1]',
      'http://searx.local',
    ]) {
      const secrets = fieldsOf({ searxng: { base_url } });
      const { value } = await server.tools('', { secrets })('web_search', { query: 'tea' });
      expect(value).toMatchObject({ error: expect.stringMatching(/not on the public internet|Port 1 is/) });
    }
  });
});

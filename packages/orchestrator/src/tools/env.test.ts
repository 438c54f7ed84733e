import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openPlatformConnections } from './env.ts';

describe('what an operator sets up for all teams', () => {
  it('is nothing without variables', async () => {
    const platform = openPlatformConnections({ TAVILY_API_KEY: '' });
    for (const kind of [
      'perplexity',
      'tavily',
      'brave',
      'searxng',
      'smtp',
      'github',
      'slack',
      'jira',
    ] as const) {
      expect(await platform.fields(kind)).toBeNull();
    }
    await platform.close();
  });

  it('is read from the variables of its kinds', async () => {
    const platform = openPlatformConnections({
      PERPLEXITY_API_KEY: 'p',
      TAVILY_API_KEY: 't',
      BRAVE_SEARCH_API_KEY: 'b',
      SEARXNG_URL: 'http://searx.internal:8888',
      SMTP_URL: 'smtp://me%40example.com:p%2Fw@Mail.example.com:2525',
      MAIL_FROM: 'agents@example.com',
    });
    expect(await platform.fields('tavily')).toEqual({ token: 't' });
    expect(await platform.fields('searxng')).toEqual({ base_url: 'http://searx.internal:8888/' });
    expect(await platform.fields('smtp')).toEqual({
      host: 'mail.example.com',
      port: '2525',
      security: 'starttls',
      user: 'me@example.com',
      password: 'p/w',
      from: 'agents@example.com',
    });
    await platform.close();
  });

  it.each([
    [{ SEARXNG_URL: 'searx' }, 'SEARXNG_URL has to be an address that begins with http:// or https://.'],
    [{ SMTP_URL: 'https://mail.example.com' }, 'SMTP_URL has to be'],
    [{ SMTP_URL: 'smtp://mail.example.com' }, 'SMTP_URL needs MAIL_FROM'],
  ])('is refused where it is malformed: %j', (env, words) => {
    expect(() => openPlatformConnections(env)).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringContaining(words) }),
    );
  });

  it('opens the way to the private addresses that it names, and to no other (Q11)', async () => {
    const server = createServer((_, response) => response.end('{}')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A server that listens on TCP has such an address.
    const { port } = server.address() as AddressInfo;
    const platform = openPlatformConnections({ SEARXNG_URL: `http://127.0.0.1:${port}` });
    const egress = platform.egress?.('searxng');
    expect(await egress?.request({ url: `http://127.0.0.1:${port}/search` })).toMatchObject({ status: 200 });
    await expect(egress?.request({ url: `http://127.0.0.1:${port + 1}/` })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await platform.close();
    server.close();
  });
});

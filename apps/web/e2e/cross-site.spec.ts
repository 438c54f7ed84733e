import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { starterCount } from './specs.ts';
import { endpoints, expect, test } from './test.ts';

/** A site of somebody else. On `localhost` too, so that the browser sends our cookies along: the harder case. */
async function serveEvilSite(html: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(html);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => void server.close() };
}

test('Q15: another site cannot change anything with the visitor’s cookies', async ({ page, account }) => {
  const [agent] = await account.api.agents();
  const target = `${endpoints.web_url}/api/trpc/agents.delete`;
  const evil = await serveEvilSite(
    `<form method="post" enctype="text/plain" action="${target}"><input name='{"id":"${agent?.id}","x":"' value='"}'></form>`,
  );
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url() === target && request.method() === 'POST') asked.push(request.resourceType());
  });
  try {
    await page.goto(evil.url);
    // As a script would: no preflight is asked for a plain-text body. It is not even shown that it was refused.
    const seen = await page.evaluate(
      ([url, id]) =>
        fetch(url ?? '', {
          method: 'POST',
          mode: 'no-cors',
          credentials: 'include',
          body: JSON.stringify({ id }),
        }).then(
          () => 'an answer',
          () => 'nothing',
        ),
      [target, agent?.id],
    );
    expect(seen).toBe('nothing');
    // As a form would.
    const answer = page.waitForResponse(target);
    await page.evaluate(() => document.querySelector('form')?.submit());
    expect((await answer).status()).toBe(403);
  } finally {
    evil.close();
  }
  expect(asked).toEqual(['fetch', 'document']);
  expect((await account.api.agents()).some(({ id }) => id === agent?.id)).toBe(true);
});

test('Q15: calls of the gateway that name another origin, or none, are refused', async ({
  page,
  account,
}) => {
  const [agent] = await account.api.agents();
  const call = (headers: Record<string, string>) =>
    page.request.post('/api/trpc/agents.delete', {
      headers: { 'content-type': 'application/json', ...headers },
      data: JSON.stringify({ id: agent?.id }),
    });
  const strangers: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${endpoints.web_url}.evil.example` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: endpoints.web_url },
    {},
  ];
  for (const headers of strangers) {
    expect((await call(headers)).status(), JSON.stringify(headers)).toBe(403);
  }
  expect((await account.api.agents()).some(({ id }) => id === agent?.id)).toBe(true);
  // And the same call from our own page does what it says, so the refusals above were for their origin.
  expect((await call({ origin: endpoints.web_url, 'sec-fetch-site': 'same-origin' })).status()).toBe(200);
  expect((await account.api.agents()).some(({ id }) => id === agent?.id)).toBe(false);
});

test('Q15: a server action that another origin asks for is refused', async ({ page, context, account }) => {
  await page.goto('/agents');
  await page.getByRole('button', { name: /^Account:/ }).click();
  const signOut = page.waitForRequest((request) => request.headers()['next-action'] !== undefined);
  // The real one stays unanswered, so that the session is there for the forged one.
  await page.route('**/agents', (route) =>
    route.request().headers()['next-action'] ? undefined : route.continue(),
  );
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  const request = await signOut;
  const headers = {
    'next-action': request.headers()['next-action'] ?? '',
    'content-type': request.headers()['content-type'] ?? '',
    accept: 'text/x-component',
  };
  const forged = await context.request.post('/agents', {
    headers: { ...headers, origin: 'https://evil.example' },
    data: request.postData() ?? '',
    maxRedirects: 0,
  });
  expect(forged.status()).toBeGreaterThanOrEqual(400);
  expect((await context.cookies()).some(({ name, value }) => name === 'af-refresh' && value !== '')).toBe(
    true,
  );
  expect((await account.api.agents()).length).toBe(starterCount);

  await context.request.post('/agents', {
    headers: { ...headers, origin: endpoints.web_url },
    data: request.postData() ?? '',
  });
  expect((await context.cookies()).some(({ name, value }) => name === 'af-refresh' && value !== '')).toBe(
    false,
  );
});

test('Q15: every page carries a policy with a nonce of its own, and no other site may frame it', async ({
  page,
}) => {
  const nonces = new Set<string>();
  for (const path of [
    '/sign-in',
    '/sign-up',
    '/outbox',
    '/agents',
    '/runs',
    '/docs/diagnostics',
    '/nowhere',
  ]) {
    const response = await page.request.get(path, { maxRedirects: 5 });
    const policy = response.headers()['content-security-policy'] ?? '';
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toMatch(/script-src[^;]*'unsafe-/);
    const nonce = /script-src[^;]*'nonce-([^']{16,})'/.exec(policy)?.[1] ?? '';
    expect(nonces.has(nonce) || nonce === '', path).toBe(false);
    nonces.add(nonce);
    for (const [tag] of (await response.text()).matchAll(/<script\b[^>]*>/g)) {
      expect(tag, path).toContain(`nonce="${nonce}"`);
    }
  }
  const evil = await serveEvilSite(`<iframe title="framed" src="${endpoints.web_url}/sign-in"></iframe>`);
  try {
    await page.goto(evil.url);
    await expect(page.frameLocator('iframe').getByRole('button', { name: 'Sign in' })).toHaveCount(0);
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  } finally {
    evil.close();
  }
});

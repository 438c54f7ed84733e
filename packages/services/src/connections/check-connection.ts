import { AppError, isAppError } from '@agent-factory/contracts';
import { authHeaders } from '@agent-factory/orchestrator';
import type { EgressClient, EgressRequest } from '@agent-factory/orchestrator/egress';
import type { Services } from '../service-context.ts';
import { checkMailServer } from './check-mail-server.ts';
import type { ConnectionVerdict } from './connection-verdict.ts';
import { openSource } from './open-source.ts';
import type { OpenConnection } from './seal-fields.ts';
import { sourceAuth } from './source-auth.ts';

const checkMs = 20_000;

/** Asks the service whether a connection is good, in the way that costs nothing there. `reason` is safe to show. */
export async function checkConnection(
  services: Pick<Services, 'egress' | 'router'>,
  connection: OpenConnection,
): Promise<ConnectionVerdict> {
  try {
    return await ask(services, connection, AbortSignal.timeout(checkMs));
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { ok: false, reason: error.message, refused: /\b40[13]\b/.test(error.message) };
  }
}

async function ask(
  { egress, router }: Pick<Services, 'egress' | 'router'>,
  connection: OpenConnection,
  signal: AbortSignal,
): Promise<ConnectionVerdict> {
  const { kind, fields } = connection;
  const { token = '' } = fields;
  const base = (usual: string) => connection.baseUrl ?? usual;
  const bearer = { authorization: `Bearer ${token}` };
  switch (kind.id) {
    case 'mcp':
    case 'openapi': {
      const { baseUrl } = connection;
      if (baseUrl === null) throw new AppError('invalid_input', 'The connection has no address.');
      const place = { source: kind.id, url: baseUrl };
      const source = await openSource(place, [connection], { egress, signal, names: null, remembered: null });
      await source.close();
      return { ok: true };
    }
    case 'http_api_key': {
      const auth = sourceAuth(fields);
      const url = new URL(base(''));
      if (auth.scheme === 'query') url.searchParams.set(auth.name, auth.value);
      // Whatever it answers to its bare address, it says no to the key with these two.
      return await asked(egress, { url: url.href, headers: authHeaders(auth), signal }, () => true);
    }
    case 'github':
      return await asked(egress, { url: `${base('https://api.github.com')}/user`, headers: bearer, signal });
    case 'slack':
      return await askSlack(egress, { ...bearer }, signal);
    case 'jira': {
      const auth = sourceAuth({ token, auth: 'basic', username: fields.email ?? '' });
      const url = `${base('')}/rest/api/3/myself`;
      return await asked(egress, { url, headers: authHeaders(auth), signal });
    }
    case 'tavily':
      return await asked(egress, { url: 'https://api.tavily.com/usage', headers: bearer, signal });
    case 'brave': {
      const url = 'https://api.search.brave.com/res/v1/web/search?q=test&count=1';
      return await asked(egress, { url, headers: { 'x-subscription-token': token }, signal });
    }
    case 'perplexity': {
      const answer = await router.testKey({
        id: connection.id,
        vendor: 'perplexity',
        secret: token,
        weight: 1,
      });
      return answer.ok ? answer : { ok: false, reason: answer.reason, refused: answer.refused };
    }
    case 'searxng': {
      const url = `${base('')}/search?q=test&format=json`;
      return await asked(egress, { url, headers: token === '' ? {} : bearer, signal });
    }
    case 'smtp':
      return await checkMailServer(egress, fields, signal);
  }
}

async function asked(
  egress: EgressClient,
  request: EgressRequest,
  isGood: (status: number) => boolean = (status) => status < 300,
): Promise<ConnectionVerdict> {
  const { status } = await egress.request({
    ...request,
    headers: { accept: 'application/json', ...request.headers },
    followRedirects: false,
    timeoutMs: checkMs,
    maxBytes: 100_000,
  });
  if (status === 401 || status === 403) {
    return { ok: false, reason: `The service answered ${status}: it does not accept this.`, refused: true };
  }
  if (isGood(status)) return { ok: true };
  return { ok: false, reason: `The service answered ${status}.`, refused: false };
}

/** Slack answers 200 to everything. */
async function askSlack(
  egress: EgressClient,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<ConnectionVerdict> {
  const { body } = await egress.request({
    url: 'https://slack.com/api/auth.test',
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: '',
    timeoutMs: checkMs,
    maxBytes: 100_000,
    signal,
  });
  const text = body.toString();
  if (/"ok"\s*:\s*true/.test(text)) return { ok: true };
  const [, error = 'something unexpected'] = /"error"\s*:\s*"([a-z_]{1,60})"/.exec(text) ?? [];
  return { ok: false, reason: `Slack answered: ${error}.`, refused: /auth|token|account/.test(error) };
}

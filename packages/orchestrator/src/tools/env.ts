import { AppError } from '@agent-factory/contracts';
import { createEgressClient, type EgressClient } from '../egress/egress-client.ts';
import type { ConnectionSecrets, SecretFields, ToolConnectionKind } from './connection-secrets.ts';

/** The operator's own connections, over a way out that reaches the private addresses among them and nothing else private. */
export interface PlatformConnections extends ConnectionSecrets {
  egress(kind?: ToolConnectionKind): EgressClient;
  close(): Promise<void>;
}

/**
 * What an operator sets up for all teams: a search provider (`PERPLEXITY_API_KEY`, `TAVILY_API_KEY`,
 * `BRAVE_SEARCH_API_KEY`, `SEARXNG_URL`) and a mail server (`SMTP_URL` with `MAIL_FROM`). Accounts at GitHub, Slack and
 * Jira are somebody's own: teams connect those themselves. AppError `invalid_input` for a malformed variable.
 */
export function openPlatformConnections(
  env: Readonly<Record<string, string | undefined>>,
): PlatformConnections {
  const found = new Map<ToolConnectionKind, SecretFields>();
  const keep = (kind: ToolConnectionKind, token: string | undefined) => {
    if (token !== undefined && token !== '') found.set(kind, { token });
  };
  keep('perplexity', env.PERPLEXITY_API_KEY);
  keep('tavily', env.TAVILY_API_KEY);
  keep('brave', env.BRAVE_SEARCH_API_KEY);
  const own: string[] = [];
  if (env.SEARXNG_URL) {
    const url = urlOf('SEARXNG_URL', env.SEARXNG_URL, ['http:', 'https:']);
    own.push(`${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`);
    found.set('searxng', { base_url: url.href });
  }
  if (env.SMTP_URL) {
    const smtp = smtpFields(urlOf('SMTP_URL', env.SMTP_URL, ['smtp:', 'smtps:']), env.MAIL_FROM);
    own.push(`${smtp.host}:${smtp.port}`);
    found.set('smtp', smtp);
  }
  let egress: EgressClient | undefined;
  return {
    fields: async (kind) => found.get(kind) ?? null,
    egress() {
      egress ??= createEgressClient({ allowPrivate: own });
      return egress;
    },
    async close() {
      await egress?.close();
    },
  };
}

function smtpFields(url: URL, from: string | undefined): SecretFields {
  if (!from) {
    throw new AppError('invalid_input', 'SMTP_URL needs MAIL_FROM, the address that mail comes from.');
  }
  const isTls = url.protocol === 'smtps:';
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return {
    host: url.hostname.toLowerCase(),
    port: url.port || (isTls ? '465' : '587'),
    security: isTls ? 'tls' : isHere ? 'none' : 'starttls',
    ...(url.username === ''
      ? {}
      : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }),
    from,
  };
}

function urlOf(name: string, text: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && protocols.includes(url.protocol) && url.hostname !== '') return url;
  throw new AppError(
    'invalid_input',
    `${name} has to be an address that begins with ${protocols.join('// or ')}//.`,
  );
}

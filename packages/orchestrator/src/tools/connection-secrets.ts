import { AppError } from '@agent-factory/contracts';
import type { EgressClient } from '../egress/egress-client.ts';

/** What can be connected for the tools of this room, with the name that people know. */
export const toolConnections = {
  github: 'GitHub',
  slack: 'Slack',
  jira: 'Jira',
  perplexity: 'Perplexity',
  tavily: 'Tavily',
  brave: 'Brave Search',
  searxng: 'SearXNG',
  smtp: 'a mail server (SMTP)',
} as const;
export type ToolConnectionKind = keyof typeof toolConnections;

/**
 * What a connection holds, by field:
 * github, slack `{ token, base_url? }` · jira `{ base_url, email, token }` · perplexity, tavily, brave
 * `{ token, base_url? }` · searxng `{ base_url, token? }` · smtp `{ host, port, security, user?, password?, from }`.
 */
export type SecretFields = Readonly<Record<string, string>>;

/** Fields that are no secret; every other one is struck from whatever leaves a tool. */
export const openFields: ReadonlySet<string> = new Set([
  'base_url',
  'host',
  'port',
  'security',
  'user',
  'email',
  'from',
]);

/** Where the secrets of a team's connections lie. Bound to one team. */
export interface ConnectionSecrets {
  /** Null where nothing of that kind is connected. */
  fields(kind: ToolConnectionKind): Promise<SecretFields | null>;
  /**
   * The way out to the addresses that these connections name, where it is another than the tools' own: an operator may
   * name a private address, a team may not.
   */
  egress?(kind: ToolConnectionKind): EgressClient;
}

/** What a tool gets of a connection. */
export interface Credential {
  kind: ToolConnectionKind;
  fields: SecretFields;
  /** The way to the address that the connection names. */
  egress: EgressClient;
  /** Whether a team or the operator named that address. */
  of: 'team' | 'platform';
}

/** Of the team first, then of the platform, each in the order of the kinds; null where there is none. */
export async function findCredential(
  kinds: readonly ToolConnectionKind[],
  sources: {
    egress: EgressClient;
    secrets?: ConnectionSecrets | undefined;
    platform?: ConnectionSecrets | undefined;
  },
): Promise<Credential | null> {
  for (const [of, source] of [
    ['team', sources.secrets],
    ['platform', sources.platform],
  ] as const) {
    for (const kind of source === undefined ? [] : kinds) {
      const fields = await source?.fields(kind);
      if (fields == null) continue;
      return { kind, fields, egress: source?.egress?.(kind) ?? sources.egress, of };
    }
  }
  return null;
}

export function notConnected(tool: string, kinds: readonly ToolConnectionKind[]): AppError {
  const names = kinds.map((kind) => toolConnections[kind]);
  const last = names.pop() ?? '';
  const list = names.length === 0 ? last : `${names.join(', ')} or ${last}`;
  return new AppError(
    'spec_not_runnable',
    `The tool "${tool}" needs a connection: connect ${list} first, under Settings → Connections.`,
  );
}

import { openApiSource, openMcpSource, type ToolSource } from '@agent-factory/orchestrator';
import type { EgressClient } from '@agent-factory/orchestrator/egress';
import type { OpenConnection } from './seal-fields.ts';
import { sourceAuth } from './source-auth.ts';

export interface SourcePlace {
  source: 'mcp' | 'openapi';
  /** As `sourceUrl` writes it. */
  url: string;
}

/**
 * Opens a server of tools with the team's connection for it, or as nobody. `all` are the team's connections: an
 * OpenAPI document without one of its own is asked with the key of the API that it describes.
 */
export async function openSource(
  { source, url }: SourcePlace,
  all: readonly OpenConnection[],
  options: { egress: EgressClient; signal: AbortSignal; names: readonly string[] | null },
): Promise<ToolSource> {
  const { egress, signal, names } = options;
  const own = all.find(({ kind, baseUrl }) => kind.id === source && baseUrl === url);
  const auth = own === undefined ? ({ scheme: 'none' } as const) : sourceAuth(own.fields);
  if (source === 'mcp') {
    return await openMcpSource({ url, auth, trustedReads: own?.trustedReads ?? [] }, { egress, signal });
  }
  return await openApiSource(
    {
      url,
      auth,
      apiUrl: own?.fields.api_url ?? null,
      hasAuthScheme: own?.fields.auth !== undefined,
      keyFor: (address) => keyFor(address, all),
    },
    { egress, signal, names },
  );
}

/** The longest address that the API's begins with, whole parts of the path alone. */
function keyFor(address: string, all: readonly OpenConnection[]) {
  const found = all
    .filter(({ kind, baseUrl }) => kind.id === 'http_api_key' && baseUrl !== null && begins(address, baseUrl))
    .toSorted((a, b) => (b.baseUrl?.length ?? 0) - (a.baseUrl?.length ?? 0))[0];
  return found === undefined ? null : sourceAuth(found.fields);
}

function begins(address: string, base: string): boolean {
  return address === base || address.startsWith(`${base}/`);
}

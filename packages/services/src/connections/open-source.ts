import { createHash } from 'node:crypto';
import type { TeamId } from '@agent-factory/contracts';
import {
  type ApiPlan,
  apiSource,
  openMcpSource,
  planApi,
  type ToolSource,
} from '@agent-factory/orchestrator';
import type { EgressClient } from '@agent-factory/orchestrator/egress';
import { type BriefMemory, createBriefMemory } from '../access/brief-memory.ts';
import type { OpenConnection } from './seal-fields.ts';
import { sourceAuth } from './source-auth.ts';

export interface SourcePlace {
  source: 'mcp' | 'openapi';
  /** As `sourceUrl` writes it. */
  url: string;
}

/** What is read of documents, by team, address, operations and credentials; see `createApiPlans`. */
export type ApiPlans = BriefMemory<ApiPlan>;

/** How long a document counts as read: runs would fetch megabytes each, and a change waits this long at most. */
const planSpanMs = 600_000;
const planMs = 30_000;

export function createApiPlans(spanMs = planSpanMs): ApiPlans {
  return createBriefMemory({ spanMs, maxEntries: 500, now: () => performance.now() });
}

export interface OpenOptions {
  egress: EgressClient;
  signal: AbortSignal;
  /** The tools that are wanted, by the names that specs list; null for all. */
  names: readonly string[] | null;
  /** Where documents that were read a moment ago are, of which team; null to read anew. */
  remembered: { plans: ApiPlans; teamId: TeamId } | null;
}

/**
 * Opens a server of tools with the team's connection for it, or as nobody. `all` are the team's connections: an
 * OpenAPI document without one of its own is asked with the key of the API that it describes.
 */
export async function openSource(
  { source, url }: SourcePlace,
  all: readonly OpenConnection[],
  options: OpenOptions,
): Promise<ToolSource> {
  const { egress, signal, names, remembered } = options;
  const own = all.find(({ kind, baseUrl }) => kind.id === source && baseUrl === url);
  const auth = own === undefined ? ({ scheme: 'none' } as const) : sourceAuth(own.fields);
  if (source === 'mcp') {
    return await openMcpSource({ url, auth, trustedReads: own?.trustedReads ?? [] }, { egress, signal });
  }
  const api = {
    url,
    auth,
    apiUrl: own?.fields.api_url ?? null,
    hasAuthScheme: own?.fields.auth !== undefined,
    keyFor: (address: string) => keyFor(address, all),
  };
  if (remembered === null)
    return apiSource(await planApi(api, { egress, signal, names }), { egress, signal });
  const keys = all.filter(({ kind }) => kind.id === 'http_api_key' || kind.id === 'openapi');
  const credentials = keys.map(({ id, baseUrl, fields }) => [id, baseUrl, fields]);
  // With other credentials it is another plan, so one that was taken away is not used again.
  const key = createHash('sha256')
    .update(JSON.stringify([remembered.teamId, url, names, credentials]))
    .digest('hex');
  const plan = await remembered.plans.get(key, () =>
    // Of no run alone: the one that asks first may be cancelled while others wait for the same.
    planApi(api, { egress, signal: AbortSignal.timeout(planMs), names }),
  );
  return apiSource(plan, { egress, signal });
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

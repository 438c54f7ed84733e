import type { IncomingHttpHeaders } from 'node:http';
import { contextFor, countRequest, requireAdmitted } from '@agent-factory/services';
import type { Host } from '../host.ts';
import { identify } from './identify.ts';
import { rateHeaders } from './rate-headers.ts';
import type { Session } from './session.ts';

/** What is known of a request before anybody knows who sent it. */
export interface Arrival {
  headers: IncomingHttpHeaders;
  /** Of the client; see `createAddressOf`. */
  address: string;
  requestId: string;
  /** `app` for what the web app speaks. */
  door: 'api' | 'app';
}

/**
 * Lets a request in: says who calls (see `identify`) and counts it. Once for each HTTP request, whether it carries
 * one call, a batch of them or a stream. `tell` gets headers for the answer, be it a refusal. Rejects with what
 * `identify` rejects with, and `rate_limited`.
 */
export async function admit(
  host: Host,
  { headers, address, requestId, door }: Arrival,
  tell: (headers: Readonly<Record<string, string>>) => void,
): Promise<Session> {
  const session = await identify(host, headers, address);
  const ctx = contextFor(host.services, session.actor, {
    address,
    userAgent: headers['user-agent'] ?? null,
    requestId,
  });
  const decision = await countRequest(ctx, door);
  if (decision !== null) tell(rateHeaders(decision));
  requireAdmitted(ctx, decision);
  return { ...session, ctx };
}

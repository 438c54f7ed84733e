import type { Session } from '../actor/session.ts';
import type { Host } from '../host.ts';

/** What every procedure can reach. */
export interface TrpcContext {
  host: Host;
  requestId: string;
  /** Authenticates at first use, once per HTTP request. */
  session(): Promise<Session>;
  /** The token or key of the request; throws `unauthenticated` where there is none. */
  credential(): string;
}

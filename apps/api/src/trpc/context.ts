import type { Session } from '../actor/session.ts';
import type { Host } from '../host.ts';

/** What every procedure can reach. */
export interface TrpcContext {
  host: Host;
  requestId: string;
  /** Authenticates at first use, once per HTTP request. */
  session(): Promise<Session>;
}

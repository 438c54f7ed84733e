import type { AccessClaims, ServiceContext, UserActor } from '@agent-factory/services';

/** Who calls, in which team; `ctx` is what every verb takes. */
export interface Session {
  claims: AccessClaims;
  actor: UserActor;
  ctx: ServiceContext;
}

import type { AccessClaims, ApiKeyActor, ServiceContext, UserActor } from '@agent-factory/services';

/** Who calls, in which team; `ctx` is what every verb takes. */
export interface Session {
  /** Of a user's access token; null for an API key. */
  claims: AccessClaims | null;
  /** From when the team turns away who showed one factor alone (milliseconds since the epoch); null for never. */
  secondFactorFrom: number | null;
  actor: UserActor | ApiKeyActor;
  ctx: ServiceContext;
  /** Milliseconds since the epoch; null for never. */
  expiresAt: number | null;
  /** Where an API key may be used from; null for anywhere, and for a user. */
  ipAllow: readonly string[] | null;
}

import type { AccessTokenRules, AuthContext } from '@agent-factory/services';

/** What every route of local auth is given. */
export interface AuthRouteDeps {
  ctx: AuthContext;
  /** By which the bearer tokens of the user's own calls are judged. */
  rules: AccessTokenRules;
}

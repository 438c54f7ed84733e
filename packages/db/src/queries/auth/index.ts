export { countCodeFailure } from './count-code-failure.ts';
export { countRecoveryCodes } from './count-recovery-codes.ts';
export { deleteChallenge } from './delete-challenge.ts';
export { deleteExpired } from './delete-expired.ts';
export { deleteFactors } from './delete-factors.ts';
export { deleteOneTimeToken } from './delete-one-time-token.ts';
export { deleteOneTimeTokensOfUser } from './delete-one-time-tokens-of-user.ts';
export { deleteRefreshTokens } from './delete-refresh-tokens.ts';
export { deleteSessions } from './delete-sessions.ts';
export { deleteWeakSessions } from './delete-weak-sessions.ts';
export { findChallenge } from './find-challenge.ts';
export { findIdentity } from './find-identity.ts';
export { findRefreshToken } from './find-refresh-token.ts';
export { findSession } from './find-session.ts';
export { findUserByEmail } from './find-user-by-email.ts';
export { findUserById } from './find-user-by-id.ts';
export { findUserByPendingEmail } from './find-user-by-pending-email.ts';
export { hitRateLimit } from './hit-rate-limit.ts';
export { insertChallenge } from './insert-challenge.ts';
export { insertFactor } from './insert-factor.ts';
export { insertFlowState } from './insert-flow-state.ts';
export { insertOutboxMail } from './insert-outbox-mail.ts';
export { insertRefreshToken } from './insert-refresh-token.ts';
export { insertSession } from './insert-session.ts';
export { insertUser } from './insert-user.ts';
export { listFactors } from './list-factors.ts';
export { listIdentities } from './list-identities.ts';
export { listOutboxMails } from './list-outbox-mails.ts';
export { listSessions } from './list-sessions.ts';
export { lockFactors } from './lock-factors.ts';
export { lockOneTimeTokens } from './lock-one-time-tokens.ts';
export { lockSession } from './lock-session.ts';
export { lowerSessions } from './lower-sessions.ts';
export { putIdentity } from './put-identity.ts';
export { putOneTimeToken } from './put-one-time-token.ts';
export { raiseSession } from './raise-session.ts';
export { refundRateLimit } from './refund-rate-limit.ts';
export { replaceRecoveryCodes } from './replace-recovery-codes.ts';
export type {
  AuthIdentityRow,
  AuthSessionRow,
  AuthUserRow,
  FactorRow,
  FlowMethod,
  FlowStateRow,
  IdentityProvider,
  OneTimeTokenKind,
  OneTimeTokenRow,
  OutboxMailRow,
} from './rows.ts';
export { seeSession } from './see-session.ts';
export { spendRecoveryCode } from './spend-recovery-code.ts';
export { takeFlowState } from './take-flow-state.ts';
export { takeOneTimeToken } from './take-one-time-token.ts';
export { touchSession } from './touch-session.ts';
export { updateUser } from './update-user.ts';
export { useRefreshToken } from './use-refresh-token.ts';
export { verifyFactor } from './verify-factor.ts';

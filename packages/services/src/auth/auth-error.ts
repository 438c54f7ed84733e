/**
 * Every way in which local auth refuses, in the words of the Supabase Auth protocol
 * (`auth-js/src/lib/error-codes.ts`), so that the unmodified client raises its own typed errors.
 * The codes are public; the API maps each to the HTTP status that the original service answers with.
 */
export const authErrorCodes = [
  'validation_failed',
  'bad_json',
  'bad_jwt',
  'no_authorization',
  'not_admin',
  'invalid_credentials',
  'email_not_confirmed',
  'email_exists',
  'user_already_exists',
  'user_not_found',
  'user_banned',
  'weak_password',
  'same_password',
  'session_not_found',
  'refresh_token_not_found',
  'refresh_token_already_used',
  'otp_expired',
  'reauthentication_not_valid',
  'flow_state_not_found',
  'flow_state_expired',
  'bad_code_verifier',
  'bad_oauth_state',
  'bad_oauth_callback',
  'provider_email_needs_verification',
  'provider_disabled',
  'phone_provider_disabled',
  'anonymous_provider_disabled',
  'manual_linking_disabled',
  'over_request_rate_limit',
  'over_email_send_rate_limit',
  'web3_provider_disabled',
  'saml_provider_disabled',
  'mfa_phone_enroll_not_enabled',
  'mfa_webauthn_enroll_not_enabled',
  'mfa_factor_not_found',
  'mfa_factor_name_conflict',
  'too_many_enrolled_mfa_factors',
  'mfa_challenge_expired',
  'mfa_verification_failed',
  'mfa_verified_factor_exists',
  'mfa_recovery_codes_sole_factor',
  'mfa_recovery_codes_locked',
  'insufficient_aal',
  'feature_disabled',
  'not_found',
  'unexpected_failure',
] as const;
export type AuthErrorCode = (typeof authErrorCodes)[number];

const brand = Symbol.for('agent-factory.auth-error');

/** The one error that auth verbs throw on purpose; anything else is a bug and leaves as `unexpected_failure`. */
export class AuthError extends Error {
  readonly code: AuthErrorCode;
  /** Why a password is too weak; only with `weak_password`. */
  readonly reasons: readonly ('length' | 'characters' | 'pwned')[];
  /** Seconds after which a retry can succeed; only with the two rate limits. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: AuthErrorCode,
    message: string,
    options: {
      reasons?: readonly ('length' | 'characters' | 'pwned')[];
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AuthError';
    this.code = code;
    this.reasons = options.reasons ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Recognises an AuthError across copies of this module, where `instanceof` fails. */
export function isAuthError(error: unknown): error is AuthError {
  return typeof error === 'object' && error !== null && brand in error;
}

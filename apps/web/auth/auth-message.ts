import { serverWords } from '../words/server-words.ts';
import type { PlainKey } from '../words/translator.ts';

interface AuthFailure {
  code?: string | undefined;
  status?: number | undefined;
  message: string;
}

const messages: Readonly<Record<string, PlainKey<'auth'> | undefined>> = {
  invalid_credentials: 'invalid_credentials',
  email_not_confirmed: 'email_not_confirmed',
  user_already_exists: 'email_exists',
  email_exists: 'email_exists',
  email_address_invalid: 'email_address_invalid',
  same_password: 'same_password',
  signup_disabled: 'signup_disabled',
  mfa_verification_failed: 'mfa_verification_failed',
  mfa_challenge_expired: 'mfa_challenge_expired',
  mfa_factor_name_conflict: 'mfa_factor_name_conflict',
  mfa_factor_not_found: 'mfa_factor_not_found',
  too_many_enrolled_mfa_factors: 'too_many_enrolled_mfa_factors',
  mfa_recovery_codes_locked: 'mfa_recovery_codes_locked',
  insufficient_aal: 'insufficient_aal',
  sso_provider_not_found: 'sso_provider_not_found',
  saml_provider_disabled: 'saml_provider_disabled',
  otp_expired: 'linkSpent',
  session_not_found: 'session_not_found',
  over_request_rate_limit: 'over_request_rate_limit',
  over_email_send_rate_limit: 'over_email_send_rate_limit',
};

/** The auth service's refusal in the words, and the language, of the person who reads it. */
export async function authMessage(failure: AuthFailure): Promise<string> {
  const say = await serverWords('auth');
  const known = failure.code === undefined ? undefined : messages[failure.code];
  if (known !== undefined) return say(known);
  if (failure.status === 429) return say('over_request_rate_limit');
  if (failure.status !== undefined && failure.status >= 400 && failure.status < 500) return failure.message;
  return say('noAnswer');
}

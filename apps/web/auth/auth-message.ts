interface AuthFailure {
  code?: string | undefined;
  status?: number | undefined;
  message: string;
}

const messages: Record<string, string> = {
  invalid_credentials: 'That email and password do not match an account.',
  email_not_confirmed: 'Confirm your email first: open the link that we sent you.',
  user_already_exists: 'There is an account with that email already. Sign in instead.',
  email_exists: 'There is an account with that email already. Sign in instead.',
  email_address_invalid: 'That does not look like an email address.',
  same_password: 'That is your present password. Choose another one.',
  signup_disabled: 'Signing up is switched off here.',
  mfa_verification_failed:
    'That code is not right, or was used already. Wait for the next one and try again.',
  mfa_challenge_expired: 'That took too long. Try again with a new code.',
  mfa_factor_name_conflict: 'You have an app of that name already. Choose another name.',
  mfa_factor_not_found: 'That app is not set up any more. Start again.',
  too_many_enrolled_mfa_factors: 'You have as many apps as there can be. Remove one first.',
  mfa_recovery_codes_locked: 'Too many wrong codes. Wait a quarter of an hour, or use your app.',
  insufficient_aal: 'Show your second factor first: sign out and in again with its code.',
  sso_provider_not_found: 'No company sign-in is set up for that address.',
  saml_provider_disabled: 'Company sign-in (SSO) is not set up here.',
  otp_expired: 'That link has expired or was used already. Ask for a new one.',
  session_not_found: 'You are signed out. Ask for a new link.',
  over_request_rate_limit: 'Too many attempts. Wait a minute and try again.',
  over_email_send_rate_limit: 'Too many mails in a short time. Wait a minute and try again.',
};

/** The auth service's refusal in the words of the person who reads it. */
export function authMessage(failure: AuthFailure): string {
  const known = failure.code === undefined ? undefined : messages[failure.code];
  if (known !== undefined) return known;
  if (failure.status === 429) return 'Too many attempts. Wait a minute and try again.';
  if (failure.status !== undefined && failure.status >= 400 && failure.status < 500) return failure.message;
  return 'The sign-in service does not answer. Try again in a moment.';
}

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

import { randomInt } from 'node:crypto';
import { withAuthService } from '@agent-factory/db';
import { type OneTimeTokenKind, putOneTimeToken, updateUser } from '@agent-factory/db/auth';
import { allowedRedirect } from './allowed-redirect.ts';
import type { AuthContext } from './auth-context.ts';
import { newSecretToken } from './issue-session.ts';
import { renderMail } from './mail/render-mail.ts';

const lifetimeMs = 3_600_000;

/** Marks link tokens whose redirect ends in a code to exchange instead of tokens in the fragment. */
export const pkcePrefix = 'pkce_';

/**
 * Makes the link token and the code for one act, voids the older ones of that kind, and mails both. The
 * link token is random and independent of the code: knowing the hash of one says nothing of the other.
 */
export async function mailOneTimeToken(
  ctx: AuthContext,
  input: {
    kind: OneTimeTokenKind;
    email: string;
    /** Null for an address without an account: the link makes it. */
    userId: string | null;
    userMetadata?: Record<string, unknown>;
    redirectTo?: string | undefined;
    codeChallenge?: string | undefined;
  },
): Promise<void> {
  const now = ctx.clock.now();
  const at = new Date(now);
  const token = `${input.codeChallenge ? pkcePrefix : ''}${newSecretToken()}`;
  const code = String(randomInt(1_000_000)).padStart(6, '0');

  await withAuthService(ctx.db, async (tx) => {
    await putOneTimeToken(tx, {
      kind: input.kind,
      email: input.email,
      userId: input.userId,
      tokenHash: ctx.keyedHash('link_token', token),
      codeHash: codeHash(ctx, input.email, code),
      codeChallenge: input.codeChallenge ?? null,
      userMetadata: input.userMetadata ?? {},
      at,
      expiresAt: new Date(now + lifetimeMs),
    });
    const sentColumn = sentColumnOf(input.kind);
    if (input.userId && sentColumn) await updateUser(tx, input.userId, { [sentColumn]: at }, at);
  });

  await ctx.mail.send(
    renderMail({
      occasion: input.kind,
      recipient: input.email,
      code,
      link: input.kind === 'reauthentication' ? null : confirmLink(ctx, input.kind, token, input.redirectTo),
    }),
  );
}

/** The code counts only together with the address that it was mailed to. */
export function codeHash(ctx: AuthContext, email: string, code: string): Buffer {
  return ctx.keyedHash('one_time_code', `${email}\0${code}`);
}

function sentColumnOf(kind: OneTimeTokenKind) {
  switch (kind) {
    case 'signup':
      return 'confirmation_sent_at';
    case 'magiclink':
    case 'recovery':
      return 'recovery_sent_at';
    case 'email_change':
      return 'email_change_sent_at';
    case 'reauthentication':
      return null;
  }
}

/** The web app's page that redeems the token, and where it goes on from there on the same site. */
function confirmLink(
  ctx: AuthContext,
  kind: OneTimeTokenKind,
  token: string,
  redirectTo: string | undefined,
): URL {
  const site = new URL(ctx.settings.siteUrl);
  const link = new URL('/auth/confirm', site);
  link.searchParams.set('token_hash', token);
  link.searchParams.set('type', kind);
  const target = allowedRedirect(redirectTo, ctx.settings);
  if (redirectTo && target.origin === site.origin) {
    link.searchParams.set('next', `${target.pathname}${target.search}`);
  }
  return link;
}

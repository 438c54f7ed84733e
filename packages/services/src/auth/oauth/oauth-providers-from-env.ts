import {
  githubEndpoints,
  googleEndpoints,
  type OAuthEndpoints,
  type OAuthProvider,
  type OAuthProviders,
} from './oauth-provider.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET enable Google, GITHUB_… GitHub. GOOGLE_AUTHORIZE_URL,
 * GOOGLE_TOKEN_URL, GOOGLE_USER_URL (and GITHUB_…, also GITHUB_EMAILS_URL) point them at another server:
 * a GitHub Enterprise, or a stand-in.
 */
export function oauthProvidersFromEnv(env: Env): OAuthProviders {
  const google = provider(env, 'GOOGLE', googleEndpoints);
  const github = provider(env, 'GITHUB', githubEndpoints);
  return { ...(google ? { google } : {}), ...(github ? { github } : {}) };
}

function provider(env: Env, prefix: string, defaults: OAuthEndpoints): OAuthProvider | null {
  const clientId = env[`${prefix}_CLIENT_ID`];
  const clientSecret = env[`${prefix}_CLIENT_SECRET`];
  if (!clientId || !clientSecret) return null;
  const emails = env[`${prefix}_EMAILS_URL`] || defaults.emails;
  return {
    clientId,
    clientSecret,
    endpoints: {
      authorize: env[`${prefix}_AUTHORIZE_URL`] || defaults.authorize,
      token: env[`${prefix}_TOKEN_URL`] || defaults.token,
      user: env[`${prefix}_USER_URL`] || defaults.user,
      ...(emails ? { emails } : {}),
    },
  };
}

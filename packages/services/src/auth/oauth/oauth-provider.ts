/** The providers that local auth can stand between. */
export const oauthProviderNames = ['google', 'github'] as const;
export type OAuthProviderName = (typeof oauthProviderNames)[number];

/** One provider's registration of this application, and where it answers. */
export interface OAuthProvider {
  clientId: string;
  clientSecret: string;
  endpoints: OAuthEndpoints;
}

export interface OAuthEndpoints {
  authorize: string;
  token: string;
  /** Who the person is: Google's OpenID Connect userinfo, GitHub's `/user`. */
  user: string;
  /** The person's addresses, where `user` does not vouch for one (GitHub). */
  emails?: string;
}

/** A provider without client id and secret is absent: it is not enabled. */
export type OAuthProviders = Partial<Record<OAuthProviderName, OAuthProvider>>;

export function isOAuthProviderName(name: string): name is OAuthProviderName {
  return oauthProviderNames.some((known) => known === name);
}

/** https://developers.google.com/identity/openid-connect/openid-connect */
export const googleEndpoints: OAuthEndpoints = {
  authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  user: 'https://openidconnect.googleapis.com/v1/userinfo',
};

/** https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps */
export const githubEndpoints: OAuthEndpoints = {
  authorize: 'https://github.com/login/oauth/authorize',
  token: 'https://github.com/login/oauth/access_token',
  user: 'https://api.github.com/user',
  emails: 'https://api.github.com/user/emails',
};

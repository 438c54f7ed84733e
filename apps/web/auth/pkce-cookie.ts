/** Holds the secret half of a provider sign-in while the visitor is away at the provider. */
export const pkceCookie = 'af-pkce';

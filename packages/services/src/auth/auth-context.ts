import type { Database } from '@agent-factory/db';
import type { Clock } from '@agent-factory/orchestrator';
import { type AccessTokenSigner, createAccessTokenSigner } from './access-token-signer.ts';
import type { RedirectRules } from './allowed-redirect.ts';
import type { AuthSecrets } from './generate-auth-secrets.ts';
import { createKeyedHash, deriveKey, type KeyedHash } from './keyed-hash.ts';
import type { MailPort } from './mail/mail-port.ts';
import type { OAuthProviders } from './oauth/oauth-provider.ts';
import { createPasswordHasher, type PasswordHasher } from './password-hasher.ts';

/** How local auth behaves; all of it is fixed at the start. */
export interface LocalAuthSettings extends RedirectRules {
  /** `iss` of access tokens. Keep it the same across starts: a new one ends every session's access token. */
  issuer: string;
  /** Public address of the API's `/auth/v1`, where providers send the browser back to. */
  externalUrl: string;
  /** Accounts count as confirmed from sign-up on. */
  autoconfirm: boolean;
  /** Seconds between two mails to one address. */
  mailIntervalSeconds: number;
  /** The providers that have a client id and secret; the others answer that they are not enabled. */
  providers: OAuthProviders;
}

/** What all auth verbs share, made once per process. */
export interface AuthContext {
  db: Database;
  clock: Clock;
  settings: LocalAuthSettings;
  hasher: PasswordHasher;
  keyedHash: KeyedHash;
  /** Seals what authenticator apps share with us. */
  factorKey: Buffer;
  signer: AccessTokenSigner;
  mail: MailPort;
}

/** From where a call comes: it is written to the session and counted against limits. */
export interface AuthClient {
  ip: string;
  userAgent: string | null;
}

/** Derives the keys and checks the secrets; throws TypeError when they are unfit. */
export async function createAuthContext(options: {
  db: Database;
  clock: Clock;
  secrets: Pick<AuthSecrets, 'signingKey' | 'pepper'>;
  settings: Pick<LocalAuthSettings, 'issuer' | 'externalUrl' | 'siteUrl'> & Partial<LocalAuthSettings>;
  mail: MailPort;
}): Promise<AuthContext> {
  const { db, clock, secrets, mail } = options;
  const settings = {
    redirectUrls: [],
    autoconfirm: true,
    mailIntervalSeconds: 60,
    providers: {},
    ...options.settings,
  };
  return {
    db,
    clock,
    settings,
    hasher: await createPasswordHasher(deriveKey(secrets.pepper, 'passwords')),
    keyedHash: createKeyedHash(deriveKey(secrets.pepper, 'tokens')),
    factorKey: deriveKey(secrets.pepper, 'factors'),
    signer: await createAccessTokenSigner(secrets.signingKey, settings.issuer),
    mail,
  };
}

import { randomUUID } from 'node:crypto';
import { type AccessTokenRules, localAccessTokenKeys, type UserActor } from '@agent-factory/services';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An issuer of access tokens as Supabase Auth writes them, and the rules by which the API trusts it. */
export interface TestTokens {
  rules: AccessTokenRules;
  tokenOf(user: Pick<UserActor, 'userId' | 'email'>): Promise<string>;
}

export async function createTestTokens(): Promise<TestTokens> {
  const issuer = 'https://auth.test/auth/v1';
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'test' };
  return {
    rules: { keys: localAccessTokenKeys({ keys: [key] }), issuer },
    tokenOf: (user) =>
      new SignJWT({ role: 'authenticated', session_id: randomUUID(), email: user.email ?? '', aal: 'aal1' })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'test' })
        .setSubject(user.userId)
        .setIssuer(issuer)
        .setAudience('authenticated')
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
  };
}

import {
  AuthError,
  challengeFactor,
  enrollFactor,
  unenrollFactor,
  verifyFactor,
} from '@agent-factory/services';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { clientOf, principalOf } from '../caller.ts';
import { parseAuth } from '../json-body.ts';
import type { AuthRouteDeps } from '../route-deps.ts';
import { sessionBody } from '../user-body.ts';

const enrollBody = z.object({
  factor_type: z.enum(['totp', 'phone', 'webauthn'], {
    error: "factor_type needs to be either 'totp', 'phone', or 'webauthn'",
  }),
  friendly_name: z.string().max(100).nullish(),
  issuer: z.string().max(200).nullish(),
});
const verifyBody = z.object({ challenge_id: z.uuid(), code: z.string().max(64) });
const factorParams = z.object({ factorId: z.string() });

/** The second factor: an authenticator app is enrolled, challenged, verified and removed. */
export function factorRoutes(app: FastifyInstance, { ctx, rules }: AuthRouteDeps): void {
  app.post('/factors', async (request) => {
    const principal = await principalOf(request, rules);
    const { factor_type, friendly_name, issuer } = parseAuth(enrollBody, request.body);
    if (factor_type === 'phone') {
      throw new AuthError('mfa_phone_enroll_not_enabled', 'MFA enroll is disabled for Phone');
    }
    if (factor_type === 'webauthn') {
      throw new AuthError('mfa_webauthn_enroll_not_enabled', 'MFA enroll is disabled for WebAuthn');
    }
    const factor = await enrollFactor({
      ctx,
      input: { ...principal, friendlyName: friendly_name ?? undefined, issuer: issuer || undefined },
    });
    return {
      id: factor.id,
      type: 'totp',
      ...(factor.friendlyName ? { friendly_name: factor.friendlyName } : {}),
      totp: { qr_code: factor.qrCode, secret: factor.secret, uri: factor.uri },
    };
  });

  app.post('/factors/:factorId/challenge', async (request) => {
    const principal = await principalOf(request, rules);
    const { id, expiresAt } = await challengeFactor({
      ctx,
      input: { ...principal, factorId: factorIdOf(request.params) },
    });
    return { id, type: 'totp', expires_at: Math.floor(expiresAt.getTime() / 1000) };
  });

  app.post('/factors/:factorId/verify', async (request) => {
    const principal = await principalOf(request, rules);
    const { challenge_id, code } = parseAuth(verifyBody, request.body);
    const input = { ...principal, challengeId: challenge_id, code, ip: clientOf(request).ip };
    return sessionBody(
      await verifyFactor({ ctx, input: { ...input, factorId: factorIdOf(request.params) } }),
    );
  });

  app.delete('/factors/:factorId', async (request) => {
    const principal = await principalOf(request, rules);
    const factorId = factorIdOf(request.params);
    await unenrollFactor({ ctx, input: { ...principal, factorId } });
    return { id: factorId };
  });
}

/** What is no id at all is answered like one that is not there. */
function factorIdOf(params: unknown): string {
  const { factorId } = parseAuth(factorParams, params);
  if (!z.uuid().safeParse(factorId).success) {
    throw new AuthError('mfa_factor_not_found', 'Factor not found');
  }
  return factorId.toLowerCase();
}

import {
  countRecoveryCodes,
  type RecoveryCodes,
  removeRecoveryCodes,
  renewRecoveryCodes,
  verifyRecoveryCode,
} from '@agent-factory/services';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { clientOf, principalOf } from '../caller.ts';
import { parseAuth } from '../json-body.ts';
import type { AuthRouteDeps } from '../route-deps.ts';
import { sessionBody } from '../user-body.ts';

const generateBody = z.object({ friendly_name: z.string().max(100).nullish() });
const verifyBody = z.object({ code: z.string().max(100) });

/** What opens the door when the phone is lost, as auth-js asks for it (`mfa.recoveryCodes`, experimental there). */
export function recoveryCodeRoutes(app: FastifyInstance, { ctx, rules }: AuthRouteDeps): void {
  const path = '/factors/recovery-codes';

  app.get(path, async (request) => {
    const set = await countRecoveryCodes({ ctx, input: await principalOf(request, rules) });
    return { id: set.id, type: 'recovery_code', total: set.total, remaining: set.remaining };
  });

  app.post(path, async (request) => {
    const principal = await principalOf(request, rules);
    const { friendly_name } = parseAuth(generateBody, request.body);
    const input = { ...principal, again: false, friendlyName: friendly_name ?? undefined };
    return codesBody(await renewRecoveryCodes({ ctx, input }));
  });

  app.post(`${path}/regenerate`, async (request) => {
    const principal = await principalOf(request, rules);
    return codesBody(await renewRecoveryCodes({ ctx, input: { ...principal, again: true } }));
  });

  app.post(`${path}/verify`, async (request) => {
    const principal = await principalOf(request, rules);
    const { code } = parseAuth(verifyBody, request.body);
    return sessionBody(
      await verifyRecoveryCode({ ctx, input: { ...principal, code, ip: clientOf(request).ip } }),
    );
  });

  app.delete(path, async (request) => removeRecoveryCodes({ ctx, input: await principalOf(request, rules) }));
}

function codesBody({ id, friendlyName, codes }: RecoveryCodes) {
  return {
    id,
    type: 'recovery_code',
    ...(friendlyName ? { friendly_name: friendlyName } : {}),
    total: codes.length,
    codes,
  };
}

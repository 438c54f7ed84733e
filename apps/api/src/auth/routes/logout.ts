import { authenticateSession, signOut } from '@agent-factory/services';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { principalOf } from '../caller.ts';
import { parseAuth } from '../json-body.ts';
import type { AuthRouteDeps } from '../route-deps.ts';

const query = z.object({ scope: z.enum(['local', 'others', 'global']).default('global') });

export function logoutRoute(app: FastifyInstance, { ctx, rules }: AuthRouteDeps): void {
  app.post('/logout', async (request, reply) => {
    const { scope } = parseAuth(query, request.query);
    const principal = await principalOf(request, rules);
    await authenticateSession({ ctx, input: principal });
    await signOut({ ctx, input: { ...principal, scope } });
    return reply.code(204).send();
  });
}

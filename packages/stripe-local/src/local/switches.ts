import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { StripeError } from '../http/stripe-error.ts';
import type { Acting } from '../server/acting.ts';
import type { LocalStripe } from '../server/local-stripe.ts';

const fault = z.intersection(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('drop_before') }),
    z.object({ kind: z.literal('drop_after') }),
    z.object({ kind: z.literal('error_before'), status: z.int().min(400).max(599) }),
    z.object({ kind: z.literal('error_after'), status: z.int().min(400).max(599) }),
    z.object({ kind: z.literal('delay'), delayMs: z.int().min(0).max(60_000) }),
  ]),
  z.object({
    method: z.string().optional(),
    path: z.string().optional(),
    times: z.int().min(1).optional(),
  }),
);

/**
 * `POST /_local/…` with a JSON body: what only a stand-in can do. Takes the secret key like the API itself,
 * since a page in a browser may reach this machine too.
 */
export function registerSwitches(
  server: FastifyInstance,
  stripe: Omit<LocalStripe, 'url' | 'port' | 'close'> & { acting: Acting },
): void {
  const on = <S extends z.ZodType>(path: string, body: S, act: (input: z.output<S>) => unknown) => {
    server.post(`/_local/${path}`, async (request, reply) => {
      if (request.headers.authorization !== `Bearer ${stripe.secretKey}`) {
        return reply.code(401).send({ error: { message: 'The secret key is missing.' } });
      }
      return answer(request, reply, body, act);
    });
  };
  on(
    'advance',
    z.object({
      seconds: z
        .int()
        .min(1)
        .max(400 * 86_400),
    }),
    ({ seconds }) => {
      stripe.advance(seconds);
      return { now: stripe.now() };
    },
  );
  on('faults', fault, (order) => {
    stripe.faults.order(order);
    return { ordered: order };
  });
  on('faults/clear', z.object({}), () => {
    stripe.faults.clear();
    return {};
  });
  on('webhooks/hold', z.object({}), () => {
    stripe.webhooks.hold();
    return {};
  });
  on(
    'webhooks/release',
    z.object({ copies: z.int().min(1).max(10).optional(), shuffleSeed: z.int().optional() }),
    ({ copies, shuffleSeed }) => {
      stripe.webhooks.release({
        ...(copies === undefined ? {} : { copies }),
        ...(shuffleSeed === undefined ? {} : { shuffleSeed }),
      });
      return {};
    },
  );
  on('webhooks/settled', z.object({}), async () => {
    await stripe.webhooks.settled();
    return {};
  });
  on(
    'checkout',
    z.object({
      session: z.string(),
      card: z.string().optional(),
      approve: z.boolean().optional(),
      email: z.string().optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional(),
      promotionCode: z.string().optional(),
    }),
    ({ session, card, approve, email, country, promotionCode }) =>
      stripe.checkout(session, card, {
        ...(country === undefined ? {} : { country }),
        ...(promotionCode === undefined ? {} : { promotionCode }),
        ...(approve === undefined ? {} : { approve }),
        ...(email === undefined ? {} : { email }),
      }),
  );
}

async function answer<S extends z.ZodType>(
  request: FastifyRequest,
  reply: FastifyReply,
  body: S,
  act: (input: z.output<S>) => unknown,
): Promise<FastifyReply> {
  const parsed = body.safeParse(jsonOf(request.body));
  if (!parsed.success) return reply.code(400).send({ error: { message: z.prettifyError(parsed.error) } });
  try {
    return reply.send(await act(parsed.data));
  } catch (error) {
    if (error instanceof StripeError) return reply.code(error.status).send(error.body);
    throw error;
  }
}

function jsonOf(body: unknown): unknown {
  if (typeof body !== 'string' || body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

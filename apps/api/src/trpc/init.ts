import { AppError, isAppError } from '@agent-factory/contracts';
import { initTRPC, TRPCError } from '@trpc/server';
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { ZodError } from 'zod';
import { httpStatusOf } from '../errors/http-status.ts';
import { toAppError } from '../errors/to-app-error.ts';
import { trpcCodeOf } from '../errors/trpc-code.ts';
import type { TrpcContext } from './context.ts';

/** Seconds between comments that keep an idle stream open through proxies. */
const pingIntervalMs = 15_000;

const t = initTRPC
  .context<TrpcContext>()
  .meta<{ access: 'public' }>()
  .create({
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: pingIntervalMs },
      client: { reconnectAfterInactivityMs: 3 * pingIntervalMs },
    },
    // Not compressible by its type, so that no encoder holds pieces back.
    jsonl: { contentType: 'application/jsonl' },
    errorFormatter({ shape, error, ctx }) {
      const appError = appErrorOf(error);
      const { code, httpStatus } = isOwnRefusal(error) ? shape.data : codesOf(appError);
      return {
        code: TRPC_ERROR_CODES_BY_KEY[code],
        message: appError.message,
        data: {
          code,
          httpStatus,
          path: shape.data.path,
          app_code: appError.code,
          request_id: ctx?.requestId ?? null,
          ...(appError.diagnostics === undefined ? {} : { diagnostics: appError.diagnostics }),
          ...(appError.quota === undefined ? {} : { quota: appError.quota }),
          ...(appError.reasons === undefined ? {} : { reasons: appError.reasons }),
        },
      };
    },
  });

/** Derived from our code, since what a stream throws in the middle has passed no middleware. */
function codesOf({ code }: AppError): { code: TRPC_ERROR_CODE_KEY; httpStatus: number } {
  return { code: trpcCodeOf(code), httpStatus: httpStatusOf(code) };
}

/** Whether tRPC itself refused (no such procedure, unparsable body), before any verb was asked. */
function isOwnRefusal({ code, cause }: TRPCError): boolean {
  return code !== 'INTERNAL_SERVER_ERROR' && !isAppError(cause) && !(cause instanceof ZodError);
}

function appErrorOf(error: TRPCError): AppError {
  if (!isOwnRefusal(error)) return toAppError(error.cause ?? error);
  switch (error.code) {
    case 'NOT_FOUND':
      return new AppError('not_found', 'There is no such procedure.');
    case 'PAYLOAD_TOO_LARGE':
      return new AppError('payload_too_large', 'The request is too large.');
    case 'METHOD_NOT_SUPPORTED':
      return new AppError('invalid_input', 'Queries are called by GET, mutations by POST.');
    default:
      return new AppError('invalid_input', 'The request could not be read as a call of a procedure.');
  }
}

/** `next()` does not reject, so what a verb threw is read from its result and given the code it maps to. */
const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  if (isOwnRefusal(result.error)) return result;
  const error = appErrorOf(result.error);
  throw new TRPCError({ code: trpcCodeOf(error.code), message: error.message, cause: error });
});

/** Gives a procedure `ctx.verb`, the context that every verb takes. */
const authenticate = t.middleware(async ({ ctx, next }) => {
  const session = await ctx.session();
  return next({ ctx: { ...ctx, verb: session.ctx } });
});

export const router = t.router;
/** Every procedure needs a signed-in user, but for the one below. */
export const procedure = t.procedure.use(mapErrors).use(authenticate);
/** For the outbox of local mode alone: who waits for a sign-in mail is not signed in. */
export const signedOutProcedure = t.procedure.meta({ access: 'public' }).use(mapErrors);

import { AuthError } from '@agent-factory/services';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';

const limitBytes = 65_536;

/**
 * Reads every body of this scope as JSON, whatever its content type says, as the protocol does. Clients send
 * `content-type: application/json` with an empty body (sign-out), which Fastify itself refuses.
 */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: limitBytes }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    parse(request, String(body), (error, value) => {
      if (error) done(new AuthError('bad_json', 'Could not parse request body as JSON'));
      else done(null, value);
    });
  });
}

/** The body, query or parameters as `schema` has them; throws `validation_failed` with the first problem. */
export function parseAuth<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.');
  throw new AuthError(
    'validation_failed',
    path ? `${path}: ${issue?.message}` : (issue?.message ?? 'Invalid request'),
  );
}

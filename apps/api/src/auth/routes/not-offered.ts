import { AuthError, type AuthErrorCode, authenticateSession } from '@agent-factory/services';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { bearerOf, principalOf } from '../caller.ts';
import type { AuthRouteDeps } from '../route-deps.ts';

interface NotOffered {
  methods: HTTPMethods[];
  paths: string[];
  /** Who must be asked for first: a signed-in user, an administrator (whom local auth never has), or nobody. */
  asks: 'user' | 'admin' | 'nobody';
  code: AuthErrorCode;
  message: string;
}

/** The protocol's other calls, each refused in the words that Supabase Auth has for what is switched off. */
const table: NotOffered[] = [
  {
    methods: ['GET'],
    paths: ['/user/identities/authorize'],
    asks: 'user',
    code: 'manual_linking_disabled',
    message: 'Manual linking is disabled',
  },
  {
    methods: ['DELETE'],
    paths: ['/user/identities/:identityId'],
    asks: 'user',
    code: 'manual_linking_disabled',
    message: 'Manual linking is disabled',
  },
  {
    methods: ['POST', 'GET'],
    paths: ['/sso', '/saml/metadata', '/saml/acs'],
    asks: 'nobody',
    code: 'saml_provider_disabled',
    message: 'SAML 2.0 is disabled',
  },
  {
    methods: ['GET', 'POST', 'DELETE'],
    paths: ['/user/oauth/grants', '/oauth/*'],
    asks: 'nobody',
    code: 'feature_disabled',
    message: 'OAuth server is disabled',
  },
  {
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
    paths: ['/invite', '/admin/*'],
    asks: 'admin',
    code: 'not_admin',
    message: 'User not allowed',
  },
];

export function notOfferedRoutes(app: FastifyInstance, { ctx, rules }: AuthRouteDeps): void {
  for (const { methods, paths, asks, code, message } of table) {
    for (const url of paths) {
      app.route({
        method: methods,
        url,
        handler: async (request) => {
          if (asks === 'user') await authenticateSession({ ctx, input: await principalOf(request, rules) });
          if (asks === 'admin') bearerOf(request);
          throw new AuthError(code, message);
        },
      });
    }
  }
}

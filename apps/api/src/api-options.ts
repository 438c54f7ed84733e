import {
  createAuthContext,
  createOutboxMailPort,
  createRemoteSessionStates,
  createSessionStates,
  localAccessTokenKeys,
  oauthProvidersFromEnv,
  remoteAccessTokenKeys,
  type Services,
} from '@agent-factory/services';
import packageJson from '../package.json' with { type: 'json' };
import type { ApiEnv } from './env.ts';
import type { LocalAuth } from './host.ts';
import type { ApiOptions } from './start-api.ts';

/**
 * What the settings of a process mean for the API. Local auth is there in local mode alone, and not even
 * there once `SUPABASE_URL` names another service.
 */
export async function apiOptionsOf(
  env: ApiEnv,
  services: Services,
  vendorEnv: Readonly<Record<string, string | undefined>>,
): Promise<ApiOptions> {
  const localAuth = await localAuthOf(env, services, vendorEnv);
  return {
    mode: env.AGENT_FACTORY_MODE,
    version: packageJson.version,
    services,
    localAuth,
    accessTokens: accessTokensOf(env, localAuth),
    sessionStates: sessionStatesOf(env, services, localAuth),
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    webOrigins: [new URL(env.WEB_URL).origin],
    // Production stands behind a proxy that knows its names; local mode stands beside a browser.
    ...(env.AGENT_FACTORY_MODE === 'local' && { hostNames: [new URL(env.API_URL).hostname] }),
    trustProxy: env.TRUST_PROXY,
    ...(env.WEB_HOP_SECRET !== undefined && { webHopSecret: env.WEB_HOP_SECRET }),
    ...(env.METRICS_TOKEN !== undefined && { metricsToken: env.METRICS_TOKEN }),
    drainMs: env.DRAIN_MS,
  };
}

/** Fixed, since an access token outlives a restart on another port. */
const localIssuer = 'agent-factory/auth/v1';

async function localAuthOf(
  env: ApiEnv,
  services: Services,
  vendorEnv: Readonly<Record<string, string | undefined>>,
): Promise<LocalAuth | null> {
  if (env.AGENT_FACTORY_MODE !== 'local' || isElsewhere(env)) return null;
  const context = await createAuthContext({
    db: services.db,
    clock: services.clock,
    secrets: { signingKey: env.AUTH_SIGNING_KEY, pepper: env.AUTH_PEPPER },
    settings: {
      issuer: localIssuer,
      externalUrl: new URL('/auth/v1', env.API_URL).href,
      siteUrl: env.WEB_URL,
      providers: oauthProvidersFromEnv(vendorEnv),
    },
    mail: createOutboxMailPort(services.db, services.clock),
  });
  return { context, anonKey: env.AUTH_ANON_KEY };
}

function accessTokensOf(env: ApiEnv, localAuth: LocalAuth | null): ApiOptions['accessTokens'] {
  if (localAuth !== null) {
    return { keys: localAccessTokenKeys(localAuth.context.signer.jwks), issuer: localIssuer };
  }
  if (env.SUPABASE_URL === undefined) throw new Error('there is neither a local nor a remote auth service');
  const supabaseUrl = env.SUPABASE_URL.replace(/\/+$/, '');
  return { keys: remoteAccessTokenKeys(supabaseUrl), issuer: `${supabaseUrl}/auth/v1` };
}

/** The real service is asked with the project's public key; without one, its tokens alone count until they end. */
function sessionStatesOf(
  env: ApiEnv,
  services: Services,
  localAuth: LocalAuth | null,
): ApiOptions['sessionStates'] {
  if (localAuth !== null) return createSessionStates(services);
  const { SUPABASE_URL: supabaseUrl, SUPABASE_ANON_KEY: anonKey } = env;
  if (supabaseUrl === undefined || anonKey === undefined) return null;
  return createRemoteSessionStates({ supabaseUrl, anonKey, clock: services.clock });
}

/** Local mode may name this very API as the service: then local auth is what is meant. */
function isElsewhere(env: Extract<ApiEnv, { AGENT_FACTORY_MODE: 'local' }>): boolean {
  return env.SUPABASE_URL !== undefined && new URL(env.SUPABASE_URL).origin !== new URL(env.API_URL).origin;
}

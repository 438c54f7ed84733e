import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestDatabase } from '@agent-factory/db/testing';
import {
  type AuthContext,
  createAuthContext,
  createOutboxMailPort,
  generateAuthSecrets,
  type LocalAuthSettings,
  listOutbox,
  type OutboxMail,
} from '@agent-factory/services';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import Fastify from 'fastify';
import { localAuthRoutes } from '../auth/local-auth-routes.ts';

/** Local auth on a free port over a database of its own, with a clock that can be moved. */
export interface RunningLocalAuth {
  url: string;
  anonKey: string;
  context: AuthContext;
  adminUrl: string;
  /** The same database, as the application connects. */
  appUrl: string;
  /** What is mounted, as `METHOD path`. */
  routes: readonly string[];
  /** Moves the service's clock; the client's stays. */
  advance(milliseconds: number): void;
  /** How often a password hash was computed or compared so far. */
  argon2Calls(): number;
  /** The mails to one address, newest first. */
  mailsTo(address: string): Promise<OutboxMail[]>;
  /** An unmodified client with a memory of its own. */
  client(flowType?: 'implicit' | 'pkce'): SupabaseClient;
  close(): Promise<void>;
}

export async function startLocalAuth(settings: Partial<LocalAuthSettings> = {}): Promise<RunningLocalAuth> {
  const database = await createTestDatabase({ maxConnections: 10 });
  const secrets = await generateAuthSecrets();
  let offset = 0;
  const clock = { now: () => Date.now() + offset };
  // Listening comes first: issuer and callback name the address.
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app = Fastify({
    serverFactory: (handler) => server.on('request', handler),
  });
  let calls = 0;
  const routes: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    routes.push(...[method].flat().map((name) => `${name} ${url}`));
  });

  const context = await createAuthContext({
    db: database.db,
    clock,
    secrets,
    settings: {
      issuer: `${url}/auth/v1`,
      externalUrl: `${url}/auth/v1`,
      siteUrl: 'http://app.test:3000',
      ...settings,
    },
    mail: createOutboxMailPort(database.db, clock),
  });
  const { hasher } = context;
  context.hasher = {
    hash: (password) => {
      calls += 1;
      return hasher.hash(password);
    },
    verify: (stored, password) => {
      calls += 1;
      return hasher.verify(stored, password);
    },
  };
  await app.register(localAuthRoutes, { context, anonKey: secrets.anonKey });
  await app.ready();

  return {
    url,
    anonKey: secrets.anonKey,
    context,
    adminUrl: database.adminUrl,
    appUrl: database.appUrl,
    routes,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    argon2Calls: () => calls,
    mailsTo: async (address) =>
      (await listOutbox({ ctx: context })).items.filter((mail) => mail.to === address),
    client: (flowType = 'implicit') => newClient(url, secrets.anonKey, flowType),
    close: async () => {
      await app.close();
      server.close();
      server.closeAllConnections();
      await database.drop();
    },
  };
}

function newClient(url: string, anonKey: string, flowType: 'implicit' | 'pkce'): SupabaseClient {
  const memory = new Map<string, string>();
  return createClient(url, anonKey, {
    auth: {
      flowType,
      autoRefreshToken: false,
      detectSessionInUrl: false,
      storage: {
        getItem: (key) => memory.get(key) ?? null,
        setItem: (key, value) => void memory.set(key, value),
        removeItem: (key) => void memory.delete(key),
      },
    },
  });
}

/** The link of a mail, and the six digits beside it. */
export function readMail(mail: OutboxMail | undefined): { link: URL; tokenHash: string; code: string } {
  if (!mail) throw new Error('no mail arrived');
  const [address] = /https?:\S+/.exec(mail.text) ?? [];
  const [, code] = /code: (\d{6})/.exec(mail.text) ?? [];
  if (!address || !code) throw new Error(`the mail has no link or code: ${mail.text}`);
  const link = new URL(address);
  return { link, tokenHash: link.searchParams.get('token_hash') ?? '', code };
}

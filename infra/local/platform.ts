import { rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AuthSecrets } from '@agent-factory/services';
import { type Child, startChild } from './child.ts';
import { type Data, prepareData } from './data.ts';
import { keepDemoToken } from './demo-token.ts';
import type { Endpoints } from './endpoints.ts';
import { exampleCommand } from './example-command.ts';
import { findFreePort } from './free-port.ts';
import { dataDirectory, repositoryRoot } from './paths.ts';
import { notice, step } from './progress.ts';
import { keptSecret, randomSecret } from './secrets.ts';
import { localStripeEnvironment, wantsLocalStripe } from './stripe.ts';
import { waitUntilAnswers } from './wait-until-answers.ts';
import { buildWeb } from './web-build.ts';

export interface Platform {
  endpoints: Endpoints;
  /** One line for a shell that runs an agent. */
  exampleCommand: string;
  /** Rejects when a part ends that should not have. */
  failed: Promise<never>;
  stop(): Promise<void>;
}

const host = process.env.HOST ?? '127.0.0.1';
/** Where this machine itself finds what listens on `host`. */
const here = host === '0.0.0.0' ? '127.0.0.1' : host;
const endpointsFile = join(dataDirectory, 'endpoints.json');

/** Starts everything, in parallel where nothing waits for another; on a failure stops what it had started. */
export async function startPlatform(): Promise<Platform> {
  const children: Child[] = [];
  let data: Data | undefined;
  let endDemoToken = () => {};
  const stop = async () => {
    endDemoToken();
    await rm(endpointsFile, { force: true });
    await Promise.all(children.map((child) => child.stop()));
    await data?.stop();
  };
  const start = (child: Child) => {
    children.push(child);
    return child;
  };

  try {
    const webBuild = step('Building the web app, if it changed', buildWeb);
    // Awaited below; a failure before that must not count as unhandled.
    webBuild.catch(() => {});
    data = await prepareData();
    const apiPort = await choosePort('the API', Number(process.env.API_PORT ?? 8000));
    const webPort = await choosePort('the web app', Number(process.env.WEB_PORT ?? 3000), [apiPort]);
    const stripePort = wantsLocalStripe()
      ? await choosePort('the local Stripe', Number(process.env.STRIPE_PORT ?? 12111), [apiPort, webPort])
      : null;
    const auth: AuthSecrets = JSON.parse(await keptSecret('auth.json', makeAuthSecrets));
    const endpoints: Endpoints = {
      web_url: `http://localhost:${webPort}`,
      api_url: `http://localhost:${apiPort}`,
      anon_key: process.env.SUPABASE_ANON_KEY ?? auth.anonKey,
      stripe_url: stripePort === null ? null : `http://localhost:${stripePort}`,
      demo: process.env.SUPABASE_URL
        ? null
        : {
            email: 'demo@agent-factory.example',
            password: await keptSecret('demo-password', randomSecret),
          },
    };
    const env = {
      ...environment(data, endpoints, auth),
      ...(await platformSecrets()),
      ...(stripePort === null ? {} : await localStripeEnvironment(stripePort)),
      // Somebody has to look at what is published here: whoever starts it, with the account that it comes with.
      OPERATOR_EMAILS: process.env.OPERATOR_EMAILS ?? endpoints.demo?.email ?? '',
    };

    const apiStart = step('Starting the API and its worker', async () => {
      const api = start(
        startChild('api', join(import.meta.dirname, 'serve.ts'), [], { ...env, PORT: String(apiPort) }),
      );
      await waitUntilAnswers(`http://${here}:${apiPort}/ready`, api, 60_000);
      if (endpoints.demo) endDemoToken = await keepDemoToken(endpoints, endpoints.demo);
    });
    const webStart = step('Starting the web app', async () => {
      await webBuild;
      const next = createRequire(join(repositoryRoot, 'apps', 'web', 'package.json')).resolve(
        'next/dist/bin/next',
      );
      const args = [
        'start',
        join(repositoryRoot, 'apps', 'web'),
        '--port',
        String(webPort),
        '--hostname',
        host,
      ];
      const web = start(startChild('web', next, args, { ...env, NODE_ENV: 'production' }));
      // Its first page asks the API which providers sign people in.
      await apiStart;
      await waitUntilAnswers(`http://${here}:${webPort}/sign-in`, web, 60_000);
    });
    await Promise.all([apiStart, webStart]);
    await writeFile(endpointsFile, `${JSON.stringify(endpoints, null, 2)}\n`, { mode: 0o600 });
    return { endpoints, exampleCommand: exampleCommand(endpoints), failed: firstEnd(children), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The rooms behind it are heavy to load, and only the first start needs them. */
async function makeAuthSecrets(): Promise<string> {
  const { generateAuthSecrets } = await import('@agent-factory/services');
  return JSON.stringify(await generateAuthSecrets());
}

/** What keys are hashed and encrypted and receipts signed with: the operator's own, else kept like the rest. */
async function platformSecrets(): Promise<NodeJS.ProcessEnv> {
  return {
    API_KEY_PEPPER:
      process.env.API_KEY_PEPPER ??
      (await keptSecret('api-key-pepper', async () =>
        (await import('@agent-factory/services')).generateApiKeyPepper(),
      )),
    SECRETS_MASTER_KEY:
      process.env.SECRETS_MASTER_KEY ??
      (await keptSecret('master-key', async () =>
        (await import('@agent-factory/services')).generateMasterKey(),
      )),
    WEB_HOP_SECRET: process.env.WEB_HOP_SECRET ?? (await keptSecret('web-hop', randomSecret)),
    RECEIPT_SIGNING_KEY:
      process.env.RECEIPT_SIGNING_KEY ??
      (await keptSecret('receipt-signing-key', async () =>
        (await import('@agent-factory/services')).generateReceiptKey(),
      )),
  };
}

async function choosePort(name: string, wanted: number, promised: readonly number[] = []): Promise<number> {
  const port = await findFreePort(wanted, host, promised);
  if (port !== wanted) notice(`Port ${wanted} is busy: ${name} takes ${port}.`);
  return port;
}

function environment(data: Data, endpoints: Endpoints, auth: AuthSecrets): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AGENT_FACTORY_MODE: 'local',
    HOST: host,
    DATABASE_URL: data.appUrl,
    DATABASE_QUEUE_URL: data.queueUrl,
    API_URL: endpoints.api_url,
    WEB_URL: endpoints.web_url,
    SUPABASE_ANON_KEY: endpoints.anon_key,
    AUTH_SIGNING_KEY: JSON.stringify(auth.signingKey),
    AUTH_PEPPER: auth.pepper,
    AUTH_ANON_KEY: auth.anonKey,
    DEMO_EMAIL: endpoints.demo?.email,
    DEMO_PASSWORD: endpoints.demo?.password,
    DRAIN_MS: '0',
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

function firstEnd(children: Child[]): Promise<never> {
  return Promise.race(
    children.map(async (child) => {
      const code = await child.exited;
      throw new Error(`The ${child.name} process ended by itself (${code ?? 'signal'}):\n${child.tail()}`);
    }),
  );
}

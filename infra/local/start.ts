import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { removeDatabase } from './data.ts';
import { releaseInstanceLock, takeInstanceLock } from './instance-lock.ts';
import { dataDirectory } from './paths.ts';
import { startPlatform } from './platform.ts';
import { bold, dim, elapsed, notice } from './progress.ts';

const usage = `npm start -- [--reset] [--yes]

  --reset   remove all data under .data/ (database, secrets, logs) and start over; asks first
  --yes     do not ask

Environment: API_PORT (8000), WEB_PORT (3000), HOST (127.0.0.1), DATABASE_URL (a Postgres of your own),
SUPABASE_URL and SUPABASE_ANON_KEY (Supabase Auth instead of the local one), STRIPE_SECRET_KEY and
STRIPE_WEBHOOK_SECRET (Stripe instead of the local stand-in, STRIPE_PORT 12111), and the model vendors' own
variables: OPENAI_API_KEY, ANTHROPIC_API_KEY, PERPLEXITY_API_KEY, OLLAMA_HOST, …`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { reset: { type: 'boolean' }, yes: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(usage);

  const other = takeInstanceLock();
  if (other !== null) {
    throw new Error(
      `Agent Factory is already running from this checkout (pid ${other}). Stop it with Ctrl-C there.`,
    );
  }
  try {
    if (values.reset && !(await reset(values.yes ?? false))) return;
    await run();
  } finally {
    releaseInstanceLock();
  }
}

/** True when everything is gone; false when the person thought better of it. */
async function reset(sure: boolean): Promise<boolean> {
  if (!sure && process.stdin.isTTY) {
    const prompt = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await prompt.question(
      `Remove all data in ${dataDirectory}? Agents, runs and accounts are lost. [y/N] `,
    );
    prompt.close();
    if (!/^y(es)?$/i.test(answer.trim())) {
      console.log('Nothing was removed.');
      return false;
    }
  }
  await removeDatabase();
  await rm(dataDirectory, { recursive: true, force: true });
  takeInstanceLock();
  notice('All data was removed; starting over.');
  return true;
}

async function run(): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());

  const platform = await startPlatform();
  try {
    const { endpoints } = platform;
    console.log(`
  ${bold('Agent Factory is ready')} ${dim(`after ${elapsed()}`)}

  Web      ${endpoints.web_url}
  Sign in  ${endpoints.demo ? `${endpoints.demo.email} / ${endpoints.demo.password}` : 'with an account of your Supabase project'}
  API      ${endpoints.api_url}   ${dim(`docs: ${endpoints.api_url}/docs`)}
${endpoints.stripe_url ? `  Stripe   ${endpoints.stripe_url}   ${dim('a stand-in on this machine: no money moves')}\n` : ''}${endpoints.demo ? `\n  Run an agent:\n  ${platform.exampleCommand}\n` : ''}
  ${dim('Ctrl-C stops everything. Data and logs are under .data/.')}
`);
    await Promise.race([platform.failed, aborted(stopping.signal)]);
  } finally {
    console.log(dim('Stopping …'));
    await platform.stop();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

main().catch((error: unknown) => {
  console.error(`\n✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});

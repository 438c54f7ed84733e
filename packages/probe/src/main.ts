/**
 * Tries whether the tenants of a live deployment are kept apart: `pnpm probe --url https://api.example.com …`, and
 * checks such a report: `pnpm probe verify report.json`. Ends with 0 (isolated, valid), 1 (holes, not valid) or 2 (could
 * not be tried in full, or asked wrongly).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { probeEnv } from './env.ts';
import type { ProbeOptions } from './probe-options.ts';
import { asMarkdown } from './report/markdown.ts';
import { operatorKey, signReport, verifyReport } from './report/sign.ts';
import { runProbe } from './run-probe.ts';

const usage = `pnpm probe --url https://api.example.com [options]
pnpm probe verify report.json [--signed-by <public key or its id>]

Two throw-away tenants, one of
  --key-a, --key-b     their access tokens or API keys (better: PROBE_KEY_A, PROBE_KEY_B); --team-a, --team-b
                       name their teams where keys cannot ask for them
  --anon-key           the public key of the auth service (or SUPABASE_ANON_KEY): two accounts are signed up there;
                       --auth-url says where that is, the deployment itself if left out

Options
  --receiver           an https address that answers any POST with 2xx, for webhooks (the deployment's receipt check)
  PROBE_PROVIDER_KEY   vendor:secret of a model vendor, for the routes of provider keys
  --signing-key        PEM file of an Ed25519 key, made on first use (.data/probe-key.pem)
  --out                where the report goes, .json and .md (probe-report)
  --max-requests       20000
  --max-minutes        120
  --only               a regular expression: these routes alone, and the verdict is incomplete`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    'key-a': { type: 'string' },
    'key-b': { type: 'string' },
    'team-a': { type: 'string' },
    'team-b': { type: 'string' },
    'anon-key': { type: 'string' },
    'auth-url': { type: 'string' },
    receiver: { type: 'string' },
    'signing-key': { type: 'string', default: '.data/probe-key.pem' },
    'signed-by': { type: 'string' },
    out: { type: 'string', default: 'probe-report' },
    'max-requests': { type: 'string', default: '20000' },
    'max-minutes': { type: 'string', default: '120' },
    only: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function tenants(url: string): ProbeOptions['tenants'] | null {
  const env = probeEnv();
  const [a, b] = [values['key-a'] ?? env.keyA, values['key-b'] ?? env.keyB];
  if (a !== undefined && b !== undefined) {
    return { kind: 'given', a, b, teamA: values['team-a'] ?? null, teamB: values['team-b'] ?? null };
  }
  const anonKey = values['anon-key'] ?? env.anonKey;
  return anonKey === undefined
    ? null
    : { kind: 'sign-up', authUrl: bare(values['auth-url'] ?? url), anonKey };
}

/** `vendor:secret`; without one the routes of provider keys stay untried. */
function providerKey(): ProbeOptions['providerKey'] {
  const [, vendor, secret] = /^([a-z_]+):(.+)$/.exec(probeEnv().providerKey ?? '') ?? [];
  return vendor === undefined || secret === undefined ? null : { vendor, secret };
}

function bare(url: string): string {
  return new URL(url).href.replace(/\/+$/, '');
}

async function probe(): Promise<number> {
  if (values.url === undefined) throw new Error(`Name the deployment by --url.\n\n${usage}`);
  const url = bare(values.url);
  const who = tenants(url);
  if (who === null) throw new Error(`Name two tenants, or where they can be signed up.\n\n${usage}`);
  const report = await runProbe({
    url,
    tenants: who,
    receiver: values.receiver ?? `${url}/v1/receipts/verify`,
    providerKey: providerKey(),
    maxRequests: wholeNumber('max-requests'),
    maxMinutes: wholeNumber('max-minutes'),
    ...(values.only === undefined ? {} : { only: new RegExp(values.only) }),
    say: print,
  });
  const signed = signReport(report, operatorKey(values['signing-key']));
  writeFileSync(`${values.out}.json`, `${JSON.stringify(signed, null, 2)}\n`);
  const text = asMarkdown(signed);
  writeFileSync(`${values.out}.md`, text);
  print(`\n${text}\n${values.out}.json and ${values.out}.md`);
  return { isolated: 0, holes: 1, incomplete: 2 }[report.verdict];
}

function wholeNumber(flag: 'max-requests' | 'max-minutes'): number {
  const text = values[flag];
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${flag} takes a whole number from 1, not "${text}".`);
  return Number(text);
}

function check(file: string | undefined): number {
  if (file === undefined) throw new Error(`Name the report.\n\n${usage}`);
  const verdict = verifyReport(readFileSync(file, 'utf8'), values['signed-by'] ?? null);
  if (!verdict.valid) {
    print(`Not valid: ${verdict.reason}.`);
    return 1;
  }
  const { report, signature } = verdict.signed;
  print(
    `Valid: ${report.verdict}, ${report.deployment.url} ${report.deployment.version}, ${report.ended_at}.`,
  );
  print(`Signed by ${signature.key_id}.`);
  return 0;
}

try {
  if (values.help === true) print(usage);
  else process.exitCode = positionals[0] === 'verify' ? check(positionals[1]) : await probe();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

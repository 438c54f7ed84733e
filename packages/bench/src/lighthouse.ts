/**
 * What Lighthouse says of the pages that people see most (bar: 95 in each category), on a platform that runs: signed out
 * for the door and the marketplace, as the demo account for the rest. Run detail is that of its newest run.
 *
 * `AGENT_FACTORY_ENDPOINTS=.data/endpoints.json CHROMIUM_PATH=/usr/bin/chromium node packages/bench/src/lighthouse.ts`
 * (`LIGHTHOUSE_FORM=mobile` for a slow telephone, `LIGHTHOUSE_PAGES=agents,sign-in` for some of them.)
 *
 * Lighthouse is fetched by npx at a pinned version: it brings 130 packages that nothing else here needs.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const lighthouse = 'lighthouse@13.5.0';
const bar = 95;
const form = process.env.LIGHTHOUSE_FORM === 'mobile' ? 'mobile' : 'desktop';
const wanted = process.env.LIGHTHOUSE_PAGES?.split(',');
const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

interface Endpoints {
  web_url: string;
  api_url: string;
  anon_key: string;
  demo: { email: string; password: string };
}

interface Audit {
  title: string;
  score: number | null;
  scoreDisplayMode: string;
  displayValue?: string;
}

interface Report {
  categories: Record<
    string,
    { title: string; score: number | null; auditRefs: { id: string; weight: number }[] }
  >;
  audits: Record<string, Audit>;
}

const place = process.env.AGENT_FACTORY_ENDPOINTS ?? '.data/endpoints.json';
const { web_url, api_url, anon_key, demo } = JSON.parse(readFileSync(place, 'utf8')) as Endpoints;

async function signIn(): Promise<{ access: string; refresh: string }> {
  const answer = await fetch(`${api_url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: anon_key, 'content-type': 'application/json' },
    body: JSON.stringify(demo),
  });
  const { access_token: access, refresh_token: refresh } = (await answer.json()) as Record<string, string>;
  if (!access || !refresh) throw new Error('The demo account could not sign in.');
  return { access, refresh };
}

/** The newest run that has ended; one is started where there is none. */
async function someRun(access: string): Promise<string> {
  const headers = { authorization: `Bearer ${access}`, 'content-type': 'application/json' };
  const runs = (await (await fetch(`${api_url}/v1/runs?limit=1`, { headers })).json()) as {
    items: { run_id: string }[];
  };
  const known = runs.items[0]?.run_id;
  if (known !== undefined) return known;
  const agents = (await (await fetch(`${api_url}/v1/agents?limit=1`, { headers })).json()) as {
    items: { id: string }[];
  };
  const started = await fetch(`${api_url}/v1/agents/${agents.items[0]?.id}/run`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ input: { query: 'What is 6 * 7?' } }),
  });
  return ((await started.json()) as { run_id: string }).run_id;
}

async function reportOn(path: string, cookies: string | null, folder: string): Promise<Report> {
  const output = join(folder, 'report.json');
  const headers = join(folder, 'headers.json');
  await writeFile(headers, JSON.stringify(cookies === null ? {} : { Cookie: cookies }));
  await promisify(execFile)(
    'npx',
    [
      '-y',
      lighthouse,
      new URL(path, web_url).href,
      '--quiet',
      '--output=json',
      `--output-path=${output}`,
      `--extra-headers=${headers}`,
      '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking',
      ...(form === 'desktop' ? ['--preset=desktop'] : []),
    ],
    { env: { ...process.env, CHROME_PATH: chromium }, maxBuffer: 64 * 1_048_576 },
  );
  return JSON.parse(await readFile(output, 'utf8')) as Report;
}

const folder = await mkdtemp(join(tmpdir(), 'agent-factory-lighthouse-'));
try {
  const { access, refresh } = await signIn();
  const run = await someRun(access);
  const pages = [
    { name: 'sign-in', path: '/sign-in', open: true },
    { name: 'marketplace', path: '/marketplace', open: true },
    { name: 'agents', path: '/agents', open: false },
    { name: 'dashboard', path: '/dashboard', open: false },
    { name: 'run', path: `/runs/${run}`, open: false },
  ].filter(({ name }) => wanted === undefined || wanted.includes(name));
  let missed = 0;
  let measured = 0;
  for (const { name, path, open } of pages) {
    const { categories, audits } = await reportOn(
      path,
      open ? null : `af-access=${access}; af-refresh=${refresh}`,
      folder,
    );
    const scores = Object.values(categories).map(({ title, score }) => {
      const points = Math.round((score ?? 0) * 100);
      measured += 1;
      if (points < bar) missed += 1;
      return `${title} ${points}${points < bar ? ' (missed)' : ''}`;
    });
    const load = `load ${loadavg()[0]?.toFixed(1)} on ${cpus().length} cores`;
    console.log(`${name}, ${form}: ${scores.join(', ')}; ${load}`);
    const weighed = Object.values(categories).flatMap(({ auditRefs }) =>
      auditRefs.filter(({ weight }) => weight > 0),
    );
    for (const { id } of weighed) {
      const audit = audits[id];
      if (audit === undefined || audit.score === null || audit.score >= 0.9) continue;
      console.log(`  ${audit.score.toFixed(2)} ${id}: ${audit.title} ${audit.displayValue ?? ''}`);
    }
  }
  console.log(missed === 0 ? `bar ${bar}: met` : `bar ${bar}: missed in ${missed} of ${measured}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

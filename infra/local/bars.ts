import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { run } from './check.ts';
import { findFreePort } from './free-port.ts';
import { repositoryRoot } from './paths.ts';
import { withPlatform } from './with-platform.ts';

/** Programs that measure what the web app's bars ask for; each ends with a line that begins with `bar:`. */
const bars = {
  dashboard: 'packages/bench/src/dashboard.ts',
  keys: 'packages/bench/src/editor-keys.ts',
  canvas: 'apps/web/e2e/measure-canvas.ts',
  scripts: 'apps/web/build/first-load-js.ts',
} as const;
type Bar = keyof typeof bars;

const usage = `pnpm bars [${Object.keys(bars).join('|')}] …

Measures, and prints a line for each bar: the figure, the bar, the load of the machine before and after. All that the
programs say goes to artifacts/bars. A platform is started for what needs one, unless AGENT_FACTORY_ENDPOINTS names one.`;

const asked = process.argv.slice(2);
const names = Object.keys(bars) as Bar[];
if (asked.some((name) => !names.includes(name as Bar))) {
  console.log(usage);
  process.exit(2);
}
const chosen = names.filter((name) => asked.length === 0 || asked.includes(name));
const lines: string[] = [];

async function measure(name: Bar, endpoints?: string): Promise<void> {
  const before = loadavg()[0]?.toFixed(1);
  const system = '/usr/bin/chromium';
  const env = {
    ...(process.env.CHROMIUM_PATH === undefined && existsSync(system) ? { CHROMIUM_PATH: system } : {}),
    ...(endpoints === undefined ? {} : { AGENT_FACTORY_ENDPOINTS: endpoints }),
  };
  const { code, output } = await run(process.execPath, [join(repositoryRoot, bars[name])], {
    quiet: true,
    env,
  });
  const folder = join(repositoryRoot, 'artifacts', 'bars');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.log`), output);
  const said = output.split('\n').findLast((line) => line.startsWith('bar:'));
  if (code !== 0 || said === undefined) process.exitCode = 1;
  const load = `load ${before} before, ${loadavg()[0]?.toFixed(1)} after`;
  lines.push(`${name}: ${said?.slice(5) ?? `ended with ${code}, see artifacts/bars/${name}.log`} (${load})`);
}

if (chosen.includes('dashboard')) await measure('dashboard');
const inBrowser = chosen.filter((name) => name === 'keys' || name === 'canvas');
const running = process.env.AGENT_FACTORY_ENDPOINTS;
async function measureInBrowser(endpoints: string): Promise<void> {
  for (const name of inBrowser) await measure(name, endpoints);
  // The build is there, whoever made it.
  if (chosen.includes('scripts')) await measure('scripts');
}
if (inBrowser.length > 0 || chosen.includes('scripts')) {
  if (running !== undefined) await measureInBrowser(running);
  else {
    const ports = {
      API_PORT: String(await findFreePort(18_100, '127.0.0.1')),
      WEB_PORT: String(await findFreePort(13_100, '127.0.0.1')),
    };
    await withPlatform('Starting a platform to measure', ports, measureInBrowser);
  }
}
for (const line of lines) console.log(line);

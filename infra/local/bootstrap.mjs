// The front door of `npm start` and `npm test`. It may be run by any Node from 20 on, so it uses built-ins
// alone: it fetches the pinned pnpm, installs (which brings the pinned Node), then hands over to that Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [command, ...args] = process.argv.slice(2);
const major = Number(process.versions.node.split('.')[0]);

if (major < 20) fail(`Node ${process.versions.node} is too old to start from: install Node 20 or newer.`);
if (command !== 'start' && command !== 'test') fail('usage: bootstrap.mjs start|test [options]');

const stampFile = join(root, 'node_modules', '.agent-factory-install');
const stamp = installStamp();
// What runs is a third smaller than what also checks; what a developer has installed is never taken away again.
const whole = command === 'test' || hasDevelopmentTools();
if (!installed()) install();
handOver();

function installed() {
  return (
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp &&
    (command === 'start' || hasDevelopmentTools())
  );
}

/** Whether this checkout's dependencies were installed with those that only its checks need, as pnpm notes it. */
function hasDevelopmentTools() {
  const notes = join(root, 'node_modules', '.modules.yaml');
  return existsSync(notes) && /"devDependencies": true/.test(readFileSync(notes, 'utf8'));
}

function install() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  console.log(`• Installing dependencies with ${packageManager} …`);
  const started = Date.now();
  const npx = npxCommand();
  const result = spawnSync(
    npx.file,
    [
      ...npx.args,
      '--yes',
      packageManager,
      'install',
      '--frozen-lockfile',
      ...(whole ? [] : ['--prod']),
      '--reporter=append-only',
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
    fail('Installing the dependencies failed; the lines above say why. Is the npm registry in reach?');
  }
  dropNodeHeaders();
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
  console.log(`✓ Installed in ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

/** The pinned Node comes with 67 MB of headers for compiling against it, which nothing here does. */
function dropNodeHeaders() {
  const inside = join(root, 'node_modules', 'node', 'node_modules');
  if (!existsSync(inside)) return;
  for (const name of readdirSync(inside).filter((folder) => folder.startsWith('node-'))) {
    rmSync(join(inside, name, 'include'), { recursive: true, force: true });
  }
}

/** What an install depends on: the lock file, the workspace settings and every room's package.json. */
function installStamp() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...roomManifests()]) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function roomManifests() {
  return ['apps', 'packages', 'infra']
    .flatMap((folder) => readdirSync(join(root, folder)).map((room) => `${folder}/${room}/package.json`))
    .filter((file) => existsSync(join(root, file)))
    .sort();
}

/** npm tells its scripts where it lives; its npx lies beside it, also where none is on the PATH. */
function npxCommand() {
  const npmCli = process.env.npm_execpath;
  const npxCli = npmCli && join(dirname(npmCli), 'npx-cli.js');
  return npxCli && existsSync(npxCli)
    ? { file: process.execPath, args: [npxCli] }
    : { file: 'npx', args: [] };
}

function handOver() {
  const node = join(root, 'node_modules', 'node', 'bin', 'node');
  const bin = join(root, 'node_modules', '.bin');
  const child = spawn(
    node,
    ['--disable-warning=ExperimentalWarning', join(root, 'infra', 'local', `${command}.ts`), ...args],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    },
  );
  // A terminal sends Ctrl-C to the whole group, so the child has it already; a supervisor signals only us.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 128 + constants.signals[signal] : (code ?? 1);
  });
}

function fail(message) {
  console.error(`✗ ${message}`);
  process.exit(1);
}

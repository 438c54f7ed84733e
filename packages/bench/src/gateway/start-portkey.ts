import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, measured } from './start-process.ts';

const version = '1.15.2';

/**
 * Portkey's gateway, installed on demand into a folder of its own: as a dependency it would weigh on every install
 * of the product. With the hono it resolves to by itself its streams answer 500; these two versions work.
 */
export async function startPortkey(core: number): Promise<Measured | null> {
  const folder = join(tmpdir(), `agent-factory-bench-portkey-${version}`);
  const script = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  if (!existsSync(script)) {
    mkdirSync(folder, { recursive: true });
    const manifest = {
      private: true,
      dependencies: { '@portkey-ai/gateway': version },
      overrides: { hono: '4.9.7', '@hono/node-server': '1.13.5' },
    };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    try {
      const options = { cwd: folder, stdio: 'ignore', timeout: 300_000 } as const;
      execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], options);
    } catch {
      return null;
    }
  }
  const port = await freePort();
  const child = spawn(
    'taskset',
    ['-c', String(core), process.execPath, script, `--port=${port}`, '--headless'],
    {
      stdio: 'ignore',
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries++) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return measured(child, url);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill();
  return null;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('listening without an address');
  return address.port;
}

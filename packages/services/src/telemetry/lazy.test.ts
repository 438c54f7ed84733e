import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  const { createTelemetry } = await import(${JSON.stringify(new URL('./create-telemetry.ts', import.meta.url).href)});
  const telemetry = createTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }, () => {});
  const idle = [...loaded];
  await telemetry.close();
  await telemetry.metrics();
  process.stdout.write(JSON.stringify({ idle, used: loaded }));
`;

test('a process that serves no call loads no instruments, nor starts any when it closes', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    maxBuffer: 10_000_000,
  });
  const { idle, used }: { idle: string[]; used: string[] } = JSON.parse(stdout);
  expect(idle.some((url) => url.endsWith('/create-telemetry.ts'))).toBe(true);
  expect(idle.filter((url) => /prom-client|opentelemetry/.test(url))).toEqual([]);
  expect(used.some((url) => url.includes('/prom-client/'))).toBe(true);
  // The API of OpenTelemetry, which has no state, comes with prom-client.
  expect(used.filter((url) => /opentelemetry\/(?!api\/)/.test(url))).toEqual([]);
});

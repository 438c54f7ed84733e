import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const script = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  const { createRouter } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
  const router = createRouter({ env: { OPENAI_API_KEY: 'x', ANTHROPIC_API_KEY: 'y' }, ollamaDefaultUrl: null });
  router.models();
  process.stdout.write(JSON.stringify(loaded));
`;

it('loads no vendor client until a call needs one', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    maxBuffer: 10_000_000,
  });
  const loaded: string[] = JSON.parse(stdout);
  expect(loaded.some((url) => url.endsWith('/create-router.ts'))).toBe(true);
  expect(loaded.filter((url) => /langchain|anthropic-ai|[/@]openai@|undici/.test(url))).toEqual([]);
});

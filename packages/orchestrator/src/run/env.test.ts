import { CallbackManager } from '@langchain/core/callbacks/manager';
import { expect, it } from 'vitest';

it('keeps LangSmith out, whatever the environment says', async () => {
  process.env.LANGSMITH_TRACING = 'true';
  process.env.LANGCHAIN_TRACING_V2 = 'true';
  process.env.LANGCHAIN_VERBOSE = 'true';
  const handlers = () => CallbackManager.configure()?.handlers.map(({ name }) => name) ?? [];
  expect(handlers()).toContain('langchain_tracer');
  await import('./run-spec.ts');
  expect(handlers()).toEqual([]);
});

import { expect, test } from 'vitest';
import { parseWorkerEnv } from './env.ts';

test('a start without its settings names all that are missing and all that are wrong', () => {
  expect(() => parseWorkerEnv({ DATABASE_URL: 'postgres://x', WORKER_CONCURRENCY: 'many' })).toThrow(
    'The worker does not start. Missing: DATABASE_QUEUE_URL, SECRETS_MASTER_KEY, RECEIPT_SIGNING_KEY. Not valid: WORKER_CONCURRENCY.',
  );
});

test('the rest has defaults; an empty variable counts as absent', () => {
  const env = parseWorkerEnv({
    DATABASE_URL: 'a',
    DATABASE_QUEUE_URL: 'b',
    SECRETS_MASTER_KEY: 'c:d',
    RECEIPT_SIGNING_KEY: 'e',
    REDIS_URL: '',
  });
  expect(env).toMatchObject({ WORKER_CONCURRENCY: 20, DRAIN_MS: 20_000 });
  expect(env.REDIS_URL).toBeUndefined();
});

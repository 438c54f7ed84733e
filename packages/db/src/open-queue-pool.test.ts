import { afterAll, beforeAll, expect, test } from 'vitest';
import { openQueuePool, type QueuePool } from './open-queue-pool.ts';
import { createTestDatabase, type TestDatabase } from './testing/create-test-database.ts';

let database: TestDatabase;
let queue: QueuePool;
beforeAll(async () => {
  database = await createTestDatabase();
  queue = openQueuePool({ url: database.queueUrl, maxConnections: 1 });
});
afterAll(async () => {
  await queue.close();
  await database.drop();
});

test('a connection that is given back twice is given back once, and is good for the next', async () => {
  const first = await queue.pool.connect();
  first.release();
  const second = await queue.pool.connect();
  const { rows } = await second.query('select 1 as one');
  expect(rows).toEqual([{ one: 1 }]);
  expect(queue.pool.idleCount).toBe(0);
  second.release();
  expect(() => second.release()).not.toThrow();
  expect(queue.pool.idleCount).toBe(1);
});

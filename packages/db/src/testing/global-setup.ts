import { once } from 'node:events';
import { createServer } from 'node:net';
import { announceTestServerPort, testDatabaseAdminUrl } from './env.ts';
import { startTestServer } from './test-server.ts';

/**
 * vitest's global set-up. Costs nothing until a test asks for a database: the first to connect to this
 * little server makes it start Postgres (or prepare the one at TEST_DATABASE_ADMIN_URL), and everybody gets
 * the same answer. Postgres belongs to this process, because test processes come and go.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  let started: ReturnType<typeof startTestServer> | undefined;
  const door = createServer((socket) => {
    started ??= startTestServer(testDatabaseAdminUrl);
    started.then(
      ({ stop: _, ...server }) => socket.end(JSON.stringify({ server })),
      (error: Error) => socket.end(JSON.stringify({ problem: error.stack })),
    );
    socket.on('error', () => {}); // a test process that was ended while it waited
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  if (typeof address !== 'object' || address === null) throw new Error('listening without an address');
  announceTestServerPort(address.port);
  return async () => {
    door.close();
    await (await started?.catch(() => undefined))?.stop();
  };
}

import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEgressClient, type EgressClient } from '../egress/egress-client.ts';
import { toolCallOptions } from '../testing/memory-ports.ts';
import { privateAddresses } from '../testing/private-addresses.ts';
import { createBuiltinTools } from './builtin-tools.ts';
import { registry } from './registry.generated.ts';
import { fieldsOf } from './testing/vendor-server.ts';

/** A sink on every loopback address, which counts whoever knocks. */
let sink: Server;
let knocks = 0;
let port = 0;
let egress: EgressClient;

beforeAll(async () => {
  sink = createServer((socket) => {
    knocks += 1;
    socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}');
  });
  sink.listen(0, '0.0.0.0');
  await once(sink, 'listening');
  // A server that listens on TCP has such an address.
  ({ port } = sink.address() as AddressInfo);
  egress = createEgressClient({ allowedPorts: [port, 80, 443] });
});
afterAll(async () => {
  await egress.close();
  sink.close();
});

/** Every tool that goes to an address that somebody names, by its arguments or by a connection. */
const ways: [
  string,
  (address: string) => { input: Record<string, unknown>; fields: Record<string, string> },
][] = [
  ['http_get', (url) => ({ input: { url }, fields: {} })],
  ['http_request', (url) => ({ input: { method: 'POST', url, json: {} }, fields: {} })],
  ['github_read_file', (base_url) => ({ input: { repository: 'a/b', path: 'x' }, fields: { base_url } })],
  ['slack_post', (base_url) => ({ input: { channel: 'C1', text: 'x' }, fields: { base_url } })],
  ['jira_search', (base_url) => ({ input: { jql: 'project = X' }, fields: { base_url } })],
  ['web_search', (base_url) => ({ input: { query: 'x' }, fields: { base_url } })],
];

async function call(
  name: string,
  input: Record<string, unknown>,
  fields: Record<string, string>,
  by = egress,
) {
  const kinds = registry.find((tool) => tool.name === name)?.connections ?? [];
  // The last kind of web_search is the one whose address a team has to name.
  const kind = kinds.at(-1);
  const secrets = fieldsOf(
    kind === undefined ? {} : { [kind]: { token: 'tttttttt', email: 'a', ...fields } },
  );
  const tools = createBuiltinTools({ clock: { now: () => 0 }, egress: by, secrets });
  return await tools.call(name, input, toolCallOptions());
}

describe.each(ways)('%s', (name, way) => {
  it('reaches the sink where it is exempt, so that a count of 0 means something', async () => {
    const open = createEgressClient({ allowPrivate: [`127.0.0.1:${port}`] });
    const before = knocks;
    const { input, fields } = way(`http://127.0.0.1:${port}/`);
    await call(name, input, fields, open);
    expect(knocks).toBeGreaterThan(before);
    await open.close();
  });

  it('knocks at no address that is not public, however it is written (Q11)', async () => {
    const before = knocks;
    for (const address of privateAddresses) {
      const { input, fields } = way(address.replace('PORT', String(port)));
      // An empty address of a connection means the vendor's own.
      if (address === '' && Object.keys(fields).length > 0) continue;
      const { outcome } = await call(name, input, fields);
      expect(outcome, address).toBe('error');
    }
    expect(knocks).toBe(before);
  });
});

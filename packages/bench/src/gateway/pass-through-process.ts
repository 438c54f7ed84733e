/** The least that a proxy in Node can do: node:http in, one undici pool out, bytes passed on as they come. */
import { createServer } from 'node:http';
import { Pool } from 'undici';

const pool = new Pool(process.argv[2] ?? '', { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 30_000 });

const server = createServer((req, res) => {
  const parts: Buffer[] = [];
  req.on('data', (part: Buffer) => parts.push(part));
  req.on('end', () => {
    pool.dispatch(
      {
        method: 'POST',
        path: req.url ?? '/',
        headers: { 'content-type': 'application/json', authorization: req.headers.authorization ?? '' },
        body: parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts),
      },
      {
        onRequestStart() {},
        onResponseStart(_controller, status, headers) {
          const passed: Record<string, string | string[]> = {};
          for (const name of ['content-type', 'content-length']) {
            const value = headers[name];
            if (value !== undefined) passed[name] = value;
          }
          res.writeHead(status, passed);
        },
        onResponseData(_controller, chunk) {
          res.write(chunk);
        },
        onResponseEnd() {
          res.end();
        },
        onResponseError() {
          res.destroy();
        },
      },
    );
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.(`http://127.0.0.1:${address.port}`);
});
// Ends with the bench, in good order, so that a profile is written.
process.once('disconnect', () => process.exit());

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Seen {
  status: number;
  body: string;
}

/** What passes through; a hole changes the answer, or asks again as somebody else. */
export interface Passing extends Seen {
  method: string;
  /** Path and query. */
  path: string;
  /** Who asked. */
  headers: Readonly<Record<string, string>>;
  /** The same request, by another. */
  again(headers: Readonly<Record<string, string>>): Promise<Seen>;
}

/** Null where this answer is left as it is. */
export type Hole = (passing: Passing) => Seen | null | Promise<Seen | null>;

/** A deployment in front of a good one, with holes of its own. */
export async function startProxy(target: string, hole: Hole): Promise<{ url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const body = method === 'GET' ? null : await buffer(request);
    const send = async (headers: Record<string, string>) => {
      const answer = await fetch(target + url, { method, headers, body, redirect: 'manual' });
      return { answer, text: await answer.text() };
    };
    const headers = headersOf(request);
    const { answer, text } = await send(headers);
    const changed = await hole({
      method,
      path: url,
      headers,
      status: answer.status,
      body: text,
      async again(others) {
        const other = await send({ ...headers, ...others });
        return { status: other.answer.status, body: other.text };
      },
    });
    response.writeHead(changed?.status ?? answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
    });
    response.end(changed?.body ?? text);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const kept = ['authorization', 'content-type', 'x-team-id', 'prefer', 'x-thread-id'];
  return Object.fromEntries(
    kept.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
  );
}

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';

/** What an upstream does next in one answer; what follows `end`, `cut`, `reset` and `hang` is not reached. */
export type Step =
  | { status: number; headers?: Record<string, string> }
  /** A part of the body, as it stands; a buffer may end within a character. */
  | { write: string | Buffer }
  /** A part of the body, one byte at a time. */
  | { drip: string }
  /** The same part over and over, until the other side hangs up. */
  | { endless: string }
  /** Bytes in place of an HTTP answer. */
  | { bare: string }
  /** Waits until the test says that what was written so far has been read. */
  | 'until seen'
  | 'end'
  /** Closes the connection in good order, but in the middle. */
  | 'cut'
  /** Resets it. */
  | 'reset'
  | 'hang';

export interface MisbehavingUpstream {
  /** `http://127.0.0.1:port` */
  url: string;
  /** Paths that were asked for, in order. */
  paths: readonly string[];
  /** Bodies as they came. */
  bodies: readonly string[];
  /** How many answers the other side hung up on. */
  hangUps(): number;
  /** Lets answers go on that wait `until seen`, now and from now on. */
  seen(): void;
  close(): Promise<void>;
}

/**
 * A real server that answers as badly as it is told to; `script` is asked for each request, by its number. Requests
 * for which `aside` has an answer are not counted.
 */
export async function startMisbehaving(
  script: (index: number, body: string) => readonly Step[],
  aside: (path: string) => readonly Step[] | null = () => null,
): Promise<MisbehavingUpstream> {
  const paths: string[] = [];
  const bodies: string[] = [];
  const sight = Promise.withResolvers<void>();
  let hangUps = 0;
  const server = createServer(async (incoming, outgoing) => {
    const path = incoming.url ?? '';
    const parts: Buffer[] = [];
    for await (const part of incoming) parts.push(part);
    const body = Buffer.concat(parts).toString();
    const beside = aside(path);
    if (beside === null) bodies.push(body);
    const steps = beside ?? script(paths.push(path) - 1, body);
    let broken = false;
    outgoing.on('close', () => {
      if (!outgoing.writableEnded && !broken) hangUps += 1;
    });
    for (const step of steps) {
      if (step === 'until seen') await Promise.race([sight.promise, once(outgoing, 'close')]);
      broken ||= step === 'cut' || step === 'reset' || (typeof step === 'object' && 'bare' in step);
      await take(step, outgoing);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('listening without an address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    paths,
    bodies,
    hangUps: () => hangUps,
    seen: sight.resolve,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An address at which nobody listens. */
export async function nobodyListens(): Promise<string> {
  const { url, close } = await startMisbehaving(() => ['end']);
  await close();
  return url;
}

async function take(step: Step, outgoing: ServerResponse): Promise<void> {
  switch (step) {
    case 'until seen':
      return;
    case 'end':
      outgoing.end();
      return;
    case 'cut':
      outgoing.socket?.destroy();
      return;
    case 'reset':
      outgoing.socket?.resetAndDestroy();
      return;
    case 'hang':
      if (outgoing.headersSent) outgoing.flushHeaders();
      return;
  }
  if ('status' in step) outgoing.writeHead(step.status, step.headers ?? {}).flushHeaders();
  else if ('write' in step) await write(outgoing, step.write);
  else if ('drip' in step) for (const byte of Buffer.from(step.drip)) await write(outgoing, Buffer.of(byte));
  else if ('bare' in step) outgoing.socket?.end(step.bare);
  else {
    while (!outgoing.destroyed) {
      await write(outgoing, step.endless);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** Resolves once the bytes are with the operating system, so that each write is seen as one, or the other side is gone. */
function write(outgoing: ServerResponse, bytes: string | Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.destroyed) resolve();
    else outgoing.write(bytes, () => resolve());
  });
}

import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const lookEveryMs = 100;

export interface Answer {
  status: number;
  body: string;
}

/** Sends requests to whichever instance says that it is ready; like a load balancer, it asks each every 100 ms. */
export interface Balancer {
  add(url: string): Promise<void>;
  /** No instance is asked twice: what fails has failed. */
  send(path: string, options: SendOptions): Promise<Answer>;
  close(): void;
}

interface SendOptions {
  method?: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body?: string;
}

export function startBalancer(): Balancer {
  const ready = new Map<string, boolean>();
  const agent = new Agent({ keepAlive: true, maxSockets: 100 });
  let turn = 0;
  let closed = false;

  async function watch(url: string): Promise<void> {
    while (!closed && ready.has(url)) {
      const { status } = await sendTo(url, '/ready', { headers: {} }, undefined).catch(() => ({ status: 0 }));
      if (status === 0 && ready.get(url) === false) {
        ready.delete(url);
        return;
      }
      ready.set(url, status === 200);
      await sleep(lookEveryMs);
    }
  }

  return {
    async add(url) {
      ready.set(url, false);
      void watch(url);
      while (ready.get(url) === false) await sleep(10);
    },
    send(path, options) {
      const open = [...ready].flatMap(([url, is]) => (is ? [url] : []));
      const url = open[turn++ % Math.max(1, open.length)];
      if (url === undefined) return Promise.reject(new Error('no instance is ready'));
      return sendTo(url, path, options, agent);
    },
    close() {
      closed = true;
      agent.destroy();
    },
  };
}

/** Until an instance says of itself that it is not ready, or is gone; in ms from the call. */
export async function untilNotReady(url: string): Promise<number> {
  const from = performance.now();
  for (;;) {
    const status = await sendTo(url, '/ready', { headers: {} }, undefined).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status !== 200) return performance.now() - from;
    await sleep(10);
  }
}

function sendTo(
  url: string,
  path: string,
  { method = 'GET', headers, body }: SendOptions,
  agent: Agent | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      { method, headers, ...(agent === undefined ? { agent: false as const } : { agent }), timeout: 20_000 },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.complete) resolve({ status: response.statusCode ?? 0, body: text });
          else reject(new Error('the answer was cut off'));
        });
      },
    );
    sent.on('error', reject);
    sent.on('timeout', () => sent.destroy(new Error('no answer within 20 s')));
    sent.end(body);
  });
}

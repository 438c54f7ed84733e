import { request } from 'node:http';
import type { StripeEvent } from '../shapes/event.ts';
import type { WebhookEndpoint } from '../shapes/webhook-endpoint.ts';
import type { World } from '../world.ts';
import { withoutOurs } from '../world.ts';
import { signature } from './sign.ts';

/** Pauses before each further try, in milliseconds: quick at first, since what listens is on this machine. */
const retryPausesMs = [200, 1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000] as const;
const answerTimeoutMs = 10_000;
const atOnce = 8;

export interface Deliveries {
  /** Notes, in the transaction of the event itself, who has to hear of it. */
  enqueue(account: string, event: StripeEvent): void;
  /** Sends what is due. */
  kick(): void;
  /** Nothing is sent from now on. */
  hold(): void;
  /** Sends what was held, each `copies` times, in an order that the seed decides. */
  release(options?: { copies?: number; shuffleSeed?: number }): void;
  /** Resolves when nothing waits that will be tried at once; failures that back off do not count. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  seq: number;
  event: string;
  endpoint: string;
  attempts: number;
}

/** Webhooks: signed, retried with back-off until they are answered by 2xx, and kept over a restart. */
export function createDeliveries(world: () => World): Deliveries {
  const busy = new Map<number, Promise<void>>();
  let held = false;
  let closed = false;
  let timer: NodeJS.Timeout | null = null;
  let watchers: (() => void)[] = [];

  function enqueue(account: string, event: StripeEvent): void {
    const { store, platform, wallMs } = world();
    const ofPlatform = account === platform;
    for (const endpoint of store.list('webhook_endpoint', { account: platform, where: [], limit: 100 })) {
      if (endpoint.status !== 'enabled' || endpoint._connect === ofPlatform) continue;
      if (!endpoint.enabled_events.some((name) => name === '*' || name === event.type)) continue;
      store.run(
        'INSERT INTO deliveries (event, endpoint, at_ms) VALUES (?, ?, ?)',
        event.id,
        endpoint.id,
        wallMs(),
      );
    }
  }

  function due(limit: number): Waiting[] {
    const { store, wallMs } = world();
    return store
      .rows(
        'SELECT seq, event, endpoint, attempts FROM deliveries WHERE outcome IS NULL AND at_ms <= ? ORDER BY at_ms, seq LIMIT ?',
        wallMs(),
        limit,
      )
      .map((row) => ({
        seq: Number(row.seq),
        event: String(row.event),
        endpoint: String(row.endpoint),
        attempts: Number(row.attempts),
      }));
  }

  function kick(): void {
    if (held || closed) return;
    for (const waiting of due(atOnce + busy.size)) {
      if (busy.size >= atOnce) break;
      if (busy.has(waiting.seq)) continue;
      const work = deliver(waiting).finally(() => {
        busy.delete(waiting.seq);
        if (!closed) kick();
      });
      busy.set(waiting.seq, work);
    }
    arm();
    if (busy.size === 0) tellSettled();
  }

  function arm(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const { store, wallMs } = world();
    const next = store.row(
      'SELECT min(at_ms) AS at FROM deliveries WHERE outcome IS NULL AND at_ms > ?',
      wallMs(),
    );
    if (next?.at === null || next?.at === undefined) return;
    timer = setTimeout(kick, Math.max(1, Number(next.at) - wallMs()));
    timer.unref();
  }

  async function deliver({ seq, event: eventId, endpoint: endpointId, attempts }: Waiting): Promise<void> {
    const { store, wallMs } = world();
    const event = store.find('event', eventId)?.object;
    const endpoint = store.find('webhook_endpoint', endpointId)?.object;
    if (event === undefined || endpoint === undefined || endpoint.status !== 'enabled') {
      store.run("UPDATE deliveries SET outcome = 'dropped' WHERE seq = ?", seq);
      return;
    }
    const taken = await send(endpoint, JSON.stringify(withoutOurs(event)), wallMs());
    if (closed) return;
    if (taken) {
      store.run("UPDATE deliveries SET outcome = 'delivered', attempts = ? WHERE seq = ?", attempts + 1, seq);
      return;
    }
    const pause = retryPausesMs[attempts];
    if (pause === undefined) {
      store.run("UPDATE deliveries SET outcome = 'failed', attempts = ? WHERE seq = ?", attempts + 1, seq);
      return;
    }
    store.run(
      'UPDATE deliveries SET attempts = ?, at_ms = ? WHERE seq = ?',
      attempts + 1,
      wallMs() + pause,
      seq,
    );
  }

  function tellSettled(): void {
    const told = watchers;
    watchers = [];
    for (const tell of told) tell();
  }

  function release({ copies = 1, shuffleSeed }: { copies?: number; shuffleSeed?: number } = {}): void {
    const { store } = world();
    store.transaction(() => {
      const waiting = store.rows(
        'SELECT seq, event, endpoint, at_ms FROM deliveries WHERE outcome IS NULL ORDER BY seq',
      );
      const all = waiting.flatMap((row) => Array.from({ length: copies }, () => row));
      const ordered = shuffleSeed === undefined ? all : shuffled(all, shuffleSeed);
      store.run('DELETE FROM deliveries WHERE outcome IS NULL');
      for (const row of ordered) {
        store.run(
          'INSERT INTO deliveries (event, endpoint, at_ms) VALUES (?, ?, ?)',
          String(row.event),
          String(row.endpoint),
          Math.min(Number(row.at_ms), world().wallMs()),
        );
      }
      // All are due now; the order of the rows is what counts.
      store.run('UPDATE deliveries SET at_ms = 0 WHERE outcome IS NULL');
    });
    held = false;
    kick();
  }

  return {
    enqueue,
    kick,
    hold: () => {
      held = true;
    },
    release,
    settled: () =>
      new Promise((resolve) => {
        watchers.push(resolve);
        if (held) tellSettled();
        else kick();
      }),
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      await Promise.allSettled(busy.values());
      tellSettled();
    },
  };
}

/** Whether it was answered by 2xx in time. */
function send(endpoint: WebhookEndpoint, body: string, atMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const outgoing = request(
      endpoint.url,
      {
        method: 'POST',
        timeout: answerTimeoutMs,
        agent: false,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'stripe-signature': signature(body, endpoint._secret, atMs),
          'user-agent': 'Stripe/1.0 (local stand-in; not Stripe)',
        },
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => resolve((answer.statusCode ?? 500) < 300));
        answer.once('error', () => resolve(false));
      },
    );
    outgoing.once('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.once('error', () => resolve(false));
    outgoing.end(body);
  });
}

/** The same order for the same seed (mulberry32). */
function shuffled<T>(values: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const keyed = values.map((value) => ({ value, at: random() }));
  return keyed.sort((a, b) => a.at - b.at).map(({ value }) => value);
}

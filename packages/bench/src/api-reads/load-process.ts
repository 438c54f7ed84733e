/**
 * Sends the mix from 50 connections for some seconds and tells the parent how long each request took. A connection is
 * one caller for 10 requests, as somebody who looks around is, then another.
 */
import { Pool } from 'undici';
import { type Read, readOf } from './reads.ts';
import type { Caller } from './stand.ts';

/** What the parent asks for. */
export interface LoadOrder {
  url: string;
  callers: readonly Caller[];
  connections: number;
  /** It ends after so long, or after so many requests. */
  seconds: number;
  requests: number;
  seed: number;
}

/** Milliseconds of each request, by the name of what was read; and how many answered anything but 200. */
export interface LoadReport {
  seconds: number;
  took: Record<string, number[]>;
  refused: Record<string, number>;
}

const requestsPerVisit = 10;

async function send({ url, callers, connections, seconds, requests, seed }: LoadOrder): Promise<LoadReport> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const report: LoadReport = { seconds: 0, took: {}, refused: {} };
  const pick = randomBy(seed);
  const from = performance.now();
  const until = from + seconds * 1_000;
  let left = requests;
  const goesOn = () => left > 0 && performance.now() < until;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (goesOn()) {
        const caller = callers[pick(callers.length)];
        if (caller === undefined) throw new Error('there are callers');
        const headers = { authorization: `Bearer ${caller.credential}`, 'x-team-id': caller.teamId };
        for (let i = 0; i < requestsPerVisit && goesOn(); i++) {
          left -= 1;
          const read = readOf(caller, pick);
          const at = performance.now();
          const status = await ask(pool, read, headers);
          report.took[read.name] ??= [];
          report.took[read.name]?.push(performance.now() - at);
          if (status === 200) continue;
          const refusal = `${status} ${read.name}`;
          report.refused[refusal] = (report.refused[refusal] ?? 0) + 1;
        }
      }
    }),
  );
  report.seconds = (performance.now() - from) / 1_000;
  await pool.close();
  return report;
}

/** The status, once the whole answer is there. */
function ask(pool: Pool, { path }: Read, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    let status = 0;
    pool.dispatch(
      { method: 'GET', path, headers },
      {
        onRequestStart() {},
        onResponseStart(_controller, code) {
          status = code;
        },
        onResponseData() {},
        onResponseEnd: () => resolve(status),
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

/** xorshift32: the same requests for the same seed. */
function randomBy(seed: number): (bound: number) => number {
  let state = seed | 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

process.on('message', (order) => {
  // Guarantees nothing: the parent sends exactly this.
  void send(order as LoadOrder).then((report) => process.send?.(report));
});
process.once('disconnect', () => process.exit());
process.send?.('ready');

import fc from 'fast-check';
import { send, type WireAnswer } from './send.ts';
import type { WireRequest } from './wire.ts';

/** One thing to try: what is called, and the request. */
export interface Shot {
  name: string;
  request: WireRequest;
}

export interface Campaign {
  url: string;
  requests: number;
  seed: number;
  /** What may be sent, drawn anew for each round so that what earlier rounds deleted is there again. */
  round(): Promise<fc.Arbitrary<Shot>>;
  /** What is wrong with the answer; null when nothing is. */
  judge(shot: Shot, answer: WireAnswer): string | null;
}

export interface Report {
  sent: number;
  /** How often each status was answered. */
  statuses: Record<string, number>;
  /** Distinct faults, each with the first request that showed it. */
  faults: string[];
}

const roundSize = 200;
const atOnce = 4;

/** Sends that many requests, some at a time, and tells every distinct fault rather than the first alone. */
export async function runCampaign({ url, requests, seed, round, judge }: Campaign): Promise<Report> {
  const statuses: Record<string, number> = {};
  const faults = new Map<string, string>();
  let sent = 0;
  for (let number = 0; sent < requests; number += 1) {
    const shots = fc.sample(await round(), {
      numRuns: Math.min(roundSize, requests - sent),
      seed: seed + number,
    });
    const queue = shots.values();
    const sender = async () => {
      for (const shot of queue) {
        const fault = await send(url, shot.request).then(
          (answer) => {
            statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
            return judge(shot, answer);
          },
          (error: unknown) => `no answer: ${reasonOf(error)}`,
        );
        if (fault !== null && !faults.has(`${shot.name}: ${fault}`)) {
          faults.set(`${shot.name}: ${fault}`, `\n    ${described(shot.request)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sender));
    sent += shots.length;
  }
  return { sent, statuses, faults: [...faults].map(([fault, request]) => fault + request) };
}

function described({ method, path, headers, body }: WireRequest): string {
  const { authorization: _, ...shown } = headers;
  const text = body === null ? '' : Buffer.from(body).toString('utf8').slice(0, 600);
  return `${method} ${path.slice(0, 600)} ${JSON.stringify(shown)} ${JSON.stringify(text)}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

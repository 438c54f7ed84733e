import { Pool } from 'undici';
import type { Measured } from './start-process.ts';

/** What is asked, and how an answer to it ends. */
export interface Question {
  body: string;
  headers: Record<string, string>;
  ends: string;
}

const messages = [
  {
    role: 'system',
    content: 'You are brief. Answer in one paragraph, without lists, and say what you do not know.',
  },
  {
    role: 'user',
    content: 'How does a heat pump take warmth out of air that is colder than the room it warms?',
  },
];

/** Portkey's own headers go along to all, so that all are asked the same. */
export function questionOf(upstream: string, streamed: boolean): Question {
  return {
    body: JSON.stringify({
      model: 'openai/gpt-5-mini',
      messages,
      max_completion_tokens: 300,
      stream: streamed,
    }),
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer sk-bench',
      'x-portkey-provider': 'openai',
      'x-portkey-custom-host': `${upstream}/v1`,
    },
    ends: streamed ? 'data: [DONE]\n\n' : '}',
  };
}

export interface Load {
  /** CPU of the measured process for each answer, in microseconds. */
  cpuUs: number;
  perSecond: number;
  p50Ms: number;
}

/** Asks `count` times, `width` at once. Every answer must have status 200 and come to its end. */
export async function load(
  target: Measured,
  question: Question,
  count: number,
  width: number,
): Promise<Load> {
  const pool = new Pool(target.url, { connections: width, headersTimeout: 0, bodyTimeout: 0 });
  const taken = new Float64Array(count);
  let begun = 0;
  const cpu = target.cpuUs();
  const from = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (begun < count) {
        const index = begun++;
        const sentAt = performance.now();
        await ask(pool, question);
        taken[index] = performance.now() - sentAt;
      }
    }),
  );
  const tookMs = performance.now() - from;
  const cpuUs = (target.cpuUs() - cpu) / count;
  await pool.close();
  taken.sort();
  return { cpuUs, perSecond: (count * 1000) / tookMs, p50Ms: taken[Math.floor(count / 2)] ?? 0 };
}

function ask(pool: Pool, { body, headers, ends }: Question): Promise<void> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let last: Buffer | undefined;
    pool.dispatch(
      { method: 'POST', path: '/v1/chat/completions', headers, body },
      {
        onRequestStart() {},
        onResponseStart(_controller, code) {
          status = code;
        },
        onResponseData(_controller, chunk) {
          last = chunk;
        },
        onResponseEnd() {
          const tail = last?.toString('latin1') ?? '';
          if (status === 200 && tail.endsWith(ends)) resolve();
          else reject(new Error(`status ${status}, ending in ${JSON.stringify(tail.slice(-200))}`));
        },
        onResponseError: (_controller, error) => reject(error),
      },
    );
  });
}

/**
 * What the router adds to a call: the same streamed chat completion from the same loopback upstream, once by a
 * bare HTTP client and once through the router. `node packages/bench/src/router.ts`
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { createRouter } from '@agent-factory/llm';
import { completionStream, startStandIn } from '@agent-factory/llm/testing';

const ratePerSecond = 200;
const seconds = Number(process.env.BENCH_SECONDS ?? 8);

async function run(url: string): Promise<void> {
  const direct = directCall(url);
  const routed = routedCall(url);
  for (const call of [direct, routed]) await closedLoop(call, 16, 2_000); // warm
  console.log(`router overhead · ${cpus().length} × ${cpus()[0]?.model} · Node ${process.version}`);

  const rounds: { direct: Latency; routed: Latency }[] = [];
  for (let round = 0; round < 3; round++) {
    rounds.push({ direct: await openLoop(direct), routed: await openLoop(routed) });
  }
  const best = (pick: (round: (typeof rounds)[number]) => number) => Math.min(...rounds.map(pick));
  const p50 = [best(({ direct: d }) => d.p50), best(({ routed: r }) => r.p50)] as const;
  const p99 = [best(({ direct: d }) => d.p99), best(({ routed: r }) => r.p99)] as const;
  console.log(`at ${ratePerSecond} req/s, 23 events each, ${seconds} s, best of 3:`);
  console.log(`  direct p50 ${ms(p50[0])}  p99 ${ms(p99[0])}`);
  console.log(`  router p50 ${ms(p50[1])}  p99 ${ms(p99[1])}`);
  console.log(`  added  p50 ${ms(p50[1] - p50[0])} (bar < 1 ms)  p99 ${ms(p99[1] - p99[0])} (bar < 5 ms)`);

  const most = [
    await closedLoop(direct, 16, seconds * 500),
    await closedLoop(routed, 16, seconds * 500),
  ] as const;
  console.log(
    `flat out, 16 at a time: direct ${most[0].perSecond.toFixed(0)}/s, router ${most[1].perSecond.toFixed(0)}/s` +
      ` (${((most[1].perSecond / most[0].perSecond) * 100).toFixed(0)} %);` +
      ` CPU a request: direct ${most[0].cpuUs.toFixed(0)} µs, router ${most[1].cpuUs.toFixed(0)} µs`,
  );
}

type Call = () => Promise<void>;

const body = {
  model: 'gpt-4o-mini',
  stream: true,
  stream_options: { include_usage: true },
  max_tokens: 500,
  messages: [
    { role: 'system', content: 'You are brief.' },
    { role: 'user', content: 'How are you?' },
  ],
};

function directCall(url: string): Call {
  const agent = new Agent({ keepAlive: true });
  return async () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const outgoing = request(
      `${url}/v1/chat/completions`,
      { agent, method: 'POST', headers: { 'content-type': 'application/json' } },
      (incoming) => {
        incoming.on('data', () => {});
        incoming.on('end', resolve);
        incoming.on('error', reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify(body));
    await promise;
  };
}

function routedCall(url: string): Call {
  const router = createRouter({
    env: { OPENAI_API_KEY: 'sk-bench', OPENAI_BASE_URL: `${url}/v1` },
    ollamaDefaultUrl: null,
  });
  return async () => {
    const events = router.stream(
      {
        task: 'simple_query',
        messages: [
          { role: 'system', content: 'You are brief.' },
          { role: 'user', content: 'How are you?' },
        ],
        tools: [],
        maxOutputTokens: 500,
        use: ['openai/gpt-4o-mini'],
        maxCostNanoUsd: 1_000_000_000,
      },
      { signal: new AbortController().signal },
    );
    for await (const event of events) if (event.type === 'finish') return;
    throw new Error('the router ended without a finish');
  };
}

interface Latency {
  p50: number;
  p99: number;
}

async function openLoop(call: Call): Promise<Latency> {
  const total = ratePerSecond * seconds;
  const taken: number[] = [];
  const begun = performance.now();
  const running: Promise<void>[] = [];
  for (let index = 0; index < total; index++) {
    const due = begun + (index * 1000) / ratePerSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const from = performance.now();
    running.push(
      call().then(() => {
        taken.push(performance.now() - from);
      }),
    );
  }
  await Promise.all(running);
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

async function closedLoop(call: Call, width: number, forMs: number) {
  const until = performance.now() + forMs;
  const begun = performance.now();
  const cpu = process.cpuUsage();
  let done = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (performance.now() < until) {
        await call();
        done += 1;
      }
    }),
  );
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (done * 1000) / (performance.now() - begun), cpuUs: (user + system) / done };
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`;
}

// The upstream is a process of its own, so that its work is not counted as ours.
if (process.argv[2] === 'upstream') {
  const words = Array.from({ length: 20 }, (_, index) => `word${index} `);
  const answer = completionStream({ text: words, usage: { input: 40, output: 20 } });
  const { url } = await startStandIn(() => answer);
  process.send?.(url);
} else {
  const upstream = fork(import.meta.filename, ['upstream']);
  const [url] = await once(upstream, 'message');
  try {
    await run(String(url));
  } finally {
    upstream.kill();
  }
}

/**
 * What a streamed call costs through LangChain's chat model over our router, against LangChain's own for OpenAI:
 * the same upstream, the same question, in one run (bar: at most half the CPU). `node packages/bench/src/face.ts`
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { createRouter } from '@agent-factory/llm';
import { RouterChatModel } from '@agent-factory/llm/langchain';
import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';

const rounds = 5;
const count = Number(process.env.BENCH_CALLS ?? 400);
const width = 8;
const bar = 0.5;

const question = [
  new SystemMessage('You are brief. Answer in one paragraph, and say what you do not know.'),
  new HumanMessage('How does a heat pump take warmth out of air that is colder than the room it warms?'),
];

// The upstream is a process of its own, so that its work is not counted.
const upstream = fork(new URL('./gateway/upstream-process.ts', import.meta.url));
const [url] = await once(upstream, 'message');
const baseURL = `${String(url)}/v1`;

const router = createRouter({
  env: { OPENAI_API_KEY: 'sk-bench', OPENAI_BASE_URL: baseURL },
  ollamaDefaultUrl: null,
});
const ours = new RouterChatModel({
  port: router,
  request: {
    task: 'simple_query',
    maxOutputTokens: 300,
    use: ['openai/gpt-5-mini'],
    maxCostNanoUsd: 10_000_000,
  },
});
const stock = new ChatOpenAI({
  model: 'gpt-5-mini',
  apiKey: 'sk-bench',
  configuration: { baseURL },
  maxTokens: 300,
  maxRetries: 0,
  streamUsage: true,
});

try {
  const models = { ours, stock };
  for (const model of [ours, stock]) await cpuOf(model);
  const best = { ours: Number.POSITIVE_INFINITY, stock: Number.POSITIVE_INFINITY };
  // In turns, so that a slow moment of the machine meets both.
  for (let round = 0; round < rounds; round++) {
    for (const name of ['ours', 'stock'] as const) {
      best[name] = Math.min(best[name], await cpuOf(models[name]));
    }
  }
  const ratio = best.ours / best.stock;
  console.log(`LangChain face · ${cpus().length} × ${cpus()[0]?.model} · Node ${process.version}`);
  console.log(
    `  CPU of a streamed call of 100 chunks, best of ${rounds}: ChatOpenAI ${best.stock.toFixed(0)} µs, ours ${best.ours.toFixed(0)} µs`,
  );
  console.log(`  ratio ${ratio.toFixed(2)} (bar ≤ ${bar}): ${ratio <= bar ? 'met' : 'MISSED'}`);
} finally {
  await router.close();
  upstream.kill();
}

async function cpuOf(model: RouterChatModel | ChatOpenAI): Promise<number> {
  let begun = 0;
  const cpu = process.cpuUsage();
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (begun++ < count) await call(model);
    }),
  );
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / count;
}

async function call(model: RouterChatModel | ChatOpenAI): Promise<void> {
  let words = 0;
  let tokens = 0;
  for await (const chunk of await model.stream(question)) {
    if (chunk.content !== '') words += 1;
    tokens += Number(Reflect.get(Object(chunk.usage_metadata), 'total_tokens') ?? 0);
  }
  if (words < 98 || tokens !== 140) throw new Error(`${words} pieces and ${tokens} tokens`);
}

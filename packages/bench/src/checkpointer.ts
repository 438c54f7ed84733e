/**
 * The same bare graph (model → tool → model, stubs) over no checkpointer, over ours and over LangGraph's
 * PostgresSaver, on one Postgres with fsync on. `node packages/bench/src/checkpointer.ts`
 */
import { cpus } from 'node:os';
import { createTestDatabase, seedTenant, startTestServer } from '@agent-factory/db/testing';
import { LeanCheckpointSaver } from '@agent-factory/orchestrator';
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import type { BaseCheckpointSaver } from '@langchain/langgraph-checkpoint';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { newThreads, seedAgent, storeOf } from './checkpoints/real-store.ts';

/** Short turns, one after the other: what else the machine does hits all alike. */
const seconds = Number(process.env.BENCH_SECONDS ?? 1);
const rounds = 9;
const concurrency = 8;
const threadsPerRound = 4_000;

interface Message {
  role: string;
  content: string;
}

const State = Annotation.Root({
  messages: Annotation<Message[]>({ reducer: (a, b) => [...a, ...b], default: () => [] }),
});

function graphOver(checkpointer?: BaseCheckpointSaver) {
  const say = (role: string) => async () => ({ messages: [{ role, content: 'x'.repeat(200) }] });
  return new StateGraph(State)
    .addNode('model', say('assistant'))
    .addNode('tool', say('tool'))
    .addNode('answer', say('assistant'))
    .addEdge(START, 'model')
    .addEdge('model', 'tool')
    .addEdge('tool', 'answer')
    .addEdge('answer', END)
    .compile(checkpointer === undefined ? {} : { checkpointer });
}

function question(): { messages: Message[] } {
  return { messages: [{ role: 'user', content: 'What is 2 + 2?' }] };
}

async function measure(threads: string[], invoke: (threadId: string) => Promise<unknown>): Promise<number> {
  let done = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < endsAt) {
        const threadId = threads.pop();
        if (threadId === undefined) throw new Error('more threads are needed');
        await invoke(threadId);
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - startedAt) / 1000);
}

const server = await startTestServer(undefined);
try {
  const database = await createTestDatabase({ server, maxConnections: concurrency });
  const tenant = await seedTenant(database.adminUrl);
  await seedAgent(database.adminUrl, tenant);
  const stock = PostgresSaver.fromConnString(database.adminUrl, { schema: 'stock' });
  await stock.setup();
  const store = storeOf(database.db, tenant);
  const bare = graphOver();
  const overStock = graphOver(stock);
  const config = (thread_id: string) => ({ configurable: { thread_id }, durability: 'sync' as const });
  // Ours belongs to one thread and one writer, so a run passes its own, as `runAgent` does.
  const ours = (thread_id: string, saver: LeanCheckpointSaver) => ({
    configurable: { thread_id, __pregel_checkpointer: saver },
    durability: 'sync' as const,
  });
  const variants: Record<string, (threadId: string) => Promise<unknown>> = {
    'no checkpointer': (id) => bare.invoke(question(), config(id)),
    'ours, each step durable': (id) => bare.invoke(question(), ours(id, new LeanCheckpointSaver(store))),
    'stock PostgresSaver': (id) => overStock.invoke(question(), config(id)),
  };
  const results: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, invoke] of Object.entries(variants)) {
      const threads = await newThreads(database.adminUrl, tenant, threadsPerRound);
      results[name] = [...(results[name] ?? []), await measure(threads, invoke)];
    }
  }
  const middle = (name: string) => (results[name] ?? []).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
  const [cpu] = cpus();
  console.log(
    `checkpointers · ${cpus().length} × ${cpu?.model} · Node ${process.version} · concurrency ${concurrency}, durability sync`,
  );
  for (const name of Object.keys(variants))
    console.log(`  ${name.padEnd(26)} ${middle(name).toFixed(0)} invocations/s`);
  const ratio = middle('ours, each step durable') / middle('stock PostgresSaver');
  console.log(
    `  ours × ${ratio.toFixed(2)} of stock (bar ≥ 2: ${ratio >= 2 ? 'met' : `missed by ${(2 - ratio).toFixed(2)}`})`,
  );
  await stock.end();
  await database.drop();
} finally {
  await server.stop();
}

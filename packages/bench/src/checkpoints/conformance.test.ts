import { createTestDatabase, seedTenant, type TestDatabase } from '@agent-factory/db/testing';
import { LeanCheckpointSaver } from '@agent-factory/orchestrator';
import {
  Annotation,
  Command,
  END,
  interrupt,
  START,
  StateGraph,
  type StateSnapshot,
} from '@langchain/langgraph';
import { type BaseCheckpointSaver, MemorySaver } from '@langchain/langgraph-checkpoint';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newThreads, seedAgent, storeOf } from './real-store.ts';

// What a graph lives through over LangGraph's own PostgresSaver it lives through over ours, both on a real Postgres.
// Every look is by a saver made anew, as after a restart.

let database: TestDatabase;
let stock: PostgresSaver;
let lean: () => BaseCheckpointSaver;
let threads: string[];
beforeAll(async () => {
  database = await createTestDatabase();
  const tenant = await seedTenant(database.adminUrl);
  await seedAgent(database.adminUrl, tenant);
  threads = await newThreads(database.adminUrl, tenant, 50);
  stock = PostgresSaver.fromConnString(database.adminUrl, { schema: 'stock' });
  await stock.setup();
  lean = () => new LeanCheckpointSaver(storeOf(database.db, tenant));
});
afterAll(async () => {
  await stock.end();
  await database.drop();
});

const State = Annotation.Root({
  log: Annotation<string[]>({ reducer: (a, b) => [...a, ...b], default: () => [] }),
  last: Annotation<string>(),
});
/** What is asked comes beside the values, under an id of its own. */
type Asking = typeof State.State & { __interrupt__?: readonly { value: unknown }[] };
type Graph = ReturnType<typeof countingGraph>;

/** a → left ∥ right (which breaks the first time) → ask a person → z */
function countingGraph(saver: BaseCheckpointSaver, ran: string[], broken: { times: number }) {
  const node = (name: string) => () => {
    ran.push(name);
    return { log: [name], last: name };
  };
  return new StateGraph(State)
    .addNode('a', node('a'))
    .addNode('left', () => {
      ran.push('left');
      return { log: ['left'] };
    })
    .addNode('right', async () => {
      // Later than its sibling, whose write is then already saved.
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (broken.times-- > 0) throw new Error('right broke');
      ran.push('right');
      return { log: ['right'] };
    })
    .addNode('ask', () => {
      const answer: unknown = interrupt('go on?');
      ran.push('ask');
      return { log: [`asked:${String(answer)}`], last: String(answer) };
    })
    .addNode('z', node('z'))
    .addEdge(START, 'a')
    .addEdge('a', 'left')
    .addEdge('a', 'right')
    .addEdge(['left', 'right'], 'ask')
    .addEdge('ask', 'z')
    .addEdge('z', END)
    .compile({ checkpointer: saver });
}

interface Life {
  config: { configurable: { thread_id: string | undefined }; durability: 'sync' };
  ran: string[];
  /** The graph over a saver made anew. */
  anew(): Graph;
}

function lives({
  breaks = 0,
  beside = () => stock,
}: {
  breaks?: number;
  beside?: () => BaseCheckpointSaver;
} = {}): [Life, Life] {
  const live = (make: () => BaseCheckpointSaver): Life => {
    const ran: string[] = [];
    const broken = { times: breaks };
    const thread_id = threads.pop();
    return {
      config: { configurable: { thread_id }, durability: 'sync' },
      ran,
      anew: () => countingGraph(make(), ran, broken),
    };
  };
  return [live(lean), live(beside)];
}

/** What both lives told, but for ids and times, which no two share. */
async function same<T>(both: [Life, Life], told: (life: Life) => Promise<T>): Promise<T> {
  const [ours, theirs] = [await told(both[0]), await told(both[1])];
  expect(ours).toEqual(theirs);
  return ours;
}

async function historyOf({ anew, config }: Life): Promise<StateSnapshot[]> {
  const all: StateSnapshot[] = [];
  for await (const snapshot of anew().getStateHistory(config)) all.push(snapshot);
  return all;
}

function plain({ values, next, metadata, tasks }: StateSnapshot) {
  return {
    values,
    next,
    source: metadata?.source,
    step: metadata?.step,
    tasks: tasks.map(({ name, interrupts }) => ({ name, asks: interrupts.map(({ value }) => value) })),
  };
}

const began = async (both: [Life, Life]) =>
  same(both, async ({ anew, config, ran }) => {
    await anew()
      .invoke({ log: ['start'] }, config)
      .catch(() => 'broke');
    return ran.toSorted();
  });
/** Questions have ids of their own. */
async function invoked({ anew, config }: Life, input: null) {
  const { __interrupt__, ...values }: Asking = await anew().invoke(input, config);
  return { values, asks: __interrupt__?.map(({ value }) => value) };
}

const answered = (both: [Life, Life], resume: string) =>
  same(both, ({ anew, config }) => anew().invoke(new Command({ resume }), config));

describe('as the stock saver behaves', () => {
  test('resume: from the last step, by a saver that knows nothing', async () => {
    const both = lives();
    await began(both);
    const waiting = await same(both, async ({ anew, config }) => plain(await anew().getState(config)));
    expect(waiting).toMatchObject({ next: ['ask'], tasks: [{ name: 'ask', asks: ['go on?'] }] });
    expect(await answered(both, 'yes')).toMatchObject({ last: 'z' });
    expect(await same(both, async ({ ran }) => ran.toSorted())).toEqual(['a', 'ask', 'left', 'right', 'z']);
  });

  test('pending writes: what finished beside a node that broke is not done again', async () => {
    const both = lives({ breaks: 1 });
    await began(both);
    const broken = await same(both, async ({ anew, config }) => plain(await anew().getState(config)));
    expect(broken.next).toEqual(['right']);
    await same(both, (life) => invoked(life, null));
    expect(await same(both, async ({ ran }) => ran)).toEqual(['a', 'left', 'right']);
  });

  test('interrupts: a second look asks the same, an answer is used once', async () => {
    const both = lives();
    await began(both);
    for (let look = 0; look < 2; look++) {
      await same(both, async ({ anew, config }) => plain(await anew().getState(config)));
      const asked = await same(both, (life) => invoked(life, null));
      expect(asked.asks).toEqual(['go on?']);
    }
    await answered(both, 'no');
    expect(await same(both, async ({ ran }) => ran.filter((name) => name === 'ask'))).toEqual(['ask']);
    expect(await same(both, async (life) => (await historyOf(life)).map(plain))).not.toEqual([]);
  });

  test('time travel: every state that was is found by its id, and goes on from there', async () => {
    const both = lives();
    await began(both);
    await answered(both, 'yes');
    await same(both, async (life) => {
      const seen = [];
      for (const { config } of await historyOf(life)) seen.push(plain(await life.anew().getState(config)));
      return seen;
    });
    const replayed = await same(both, async (life) => {
      const past = (await historyOf(life)).find(({ next }) => next.includes('z'));
      if (past === undefined) throw new Error('there was such a state');
      life.ran.length = 0;
      const values = await life.anew().invoke(null, { ...past.config, durability: 'sync' });
      return { values, ran: life.ran };
    });
    expect(replayed).toMatchObject({ ran: ['z'], values: { last: 'z' } });
  });

  test('forks: another past gets another future, and the first stays as it was', async () => {
    // The stock saver over Postgres loses a branch whose versions meet those of another (langgraphjs #1812), so here
    // LangGraph's own in memory says what is right.
    const memory = new MemorySaver();
    const both = lives({ beside: () => memory });
    await began(both);
    await answered(both, 'yes');
    const [ours] = both;
    const before = await historyOf(ours);
    const forked = await same(both, async (life) => {
      const past = (await historyOf(life)).find(({ next }) => next.includes('z'));
      if (past === undefined) throw new Error('there was such a state');
      const fork = await life.anew().updateState(past.config, { log: ['forked'], last: 'fork' }, 'ask');
      return life.anew().invoke(null, { ...fork, durability: 'sync' });
    });
    expect(forked.log).toEqual(['start', 'a', 'left', 'right', 'asked:yes', 'forked', 'z']);
    for (const { config, values } of before) {
      expect((await ours.anew().getState(config)).values).toEqual(values);
    }
  });

  test('lists: newest first, before one, so many, by what is told of them', async () => {
    const both = lives();
    await began(both);
    await answered(both, 'yes');
    const listed = async (life: Life, options: (ids: string[]) => object) => {
      const saver = life.anew().checkpointer as BaseCheckpointSaver;
      const ids = (await historyOf(life)).map(({ config }) => String(config.configurable?.checkpoint_id));
      const found: number[] = [];
      const thread = { configurable: { thread_id: life.config.configurable?.thread_id } };
      for await (const { config } of saver.list(thread, options(ids))) {
        found.push(ids.indexOf(String(config.configurable?.checkpoint_id)));
      }
      return found;
    };
    const before = (index: number) => (ids: string[]) => ({
      before: { configurable: { checkpoint_id: ids[index] } },
    });
    for (const options of [
      () => ({}),
      () => ({ limit: 2 }),
      before(2),
      (ids: string[]) => ({ ...before(1)(ids), limit: 1 }),
      () => ({ filter: { source: 'input' } }),
      () => ({ filter: { source: 'loop', step: 1 } }),
      () => ({ filter: { source: 'nothing' } }),
    ]) {
      await same(both, (life) => listed(life, options));
    }
  });

  test('a thread that is deleted, and a state that never was, are not there', async () => {
    const both = lives();
    await began(both);
    await same(both, async ({ anew, config }) => {
      const saver = anew().checkpointer as BaseCheckpointSaver;
      const thread_id = String(config.configurable?.thread_id);
      const never = { configurable: { thread_id, checkpoint_id: '00000000-0000-6000-8000-000000000000' } };
      const unknown = await saver.getTuple(never);
      await saver.deleteThread(thread_id);
      return { unknown, values: (await anew().getState(config)).values };
    });
  });
});

import { Annotation, Command, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import { type BaseCheckpointSaver, MemorySaver } from '@langchain/langgraph-checkpoint';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryCheckpointStore } from '../testing/memory-checkpoint-store.ts';
import { foldValues, grownList } from './checkpoint-body.ts';
import { LeanCheckpointSaver } from './lean-saver.ts';
import { isPlainJson } from './plain-json.ts';

const State = Annotation.Root({
  log: Annotation<string[]>({ reducer: (a, b) => [...a, ...b], default: () => [] }),
  last: Annotation<string>(),
});

function countingGraph(saver: BaseCheckpointSaver, ran: string[]) {
  let brokenOnce = true;
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
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (brokenOnce) {
        brokenOnce = false;
        throw new Error('right broke');
      }
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

/** A graph's life with a crash, a question to a person, a fork and a second run on the same thread. */
async function life(make: () => BaseCheckpointSaver) {
  const ran: string[] = [];
  const config = { configurable: { thread_id: 'thr_1' }, durability: 'sync' as const };
  const shared = make();
  const graph = countingGraph(shared, ran);
  await expect(graph.invoke({ log: ['start'] }, config)).rejects.toThrow('right broke');
  await graph.invoke(null, config);
  const waiting = await graph.getState(config);
  const answered: typeof State.State = await graph.invoke(new Command({ resume: 'yes' }), config);
  const history = [];
  for await (const { values, next, metadata } of graph.getStateHistory(config)) {
    history.push({ values, next, source: metadata?.source, step: metadata?.step });
  }
  const before = [];
  for await (const snapshot of graph.getStateHistory(config)) {
    if (snapshot.next.includes('z')) before.push(snapshot);
  }
  const fork = await graph.updateState(before[0]?.config ?? config, { log: ['forked'] }, 'ask');
  const forked: typeof State.State = await graph.invoke(null, fork);
  const { log, last }: typeof State.State = await graph.invoke({ log: ['second'] }, config);
  return { ran, waiting: waiting.next, answered, history, forked, second: { log, last } };
}

describe('LeanCheckpointSaver', () => {
  it('lives through crash, interrupt, fork and a second run as the MemorySaver of LangGraph does', async () => {
    const store = new MemoryCheckpointStore();
    const lean = await life(() => new LeanCheckpointSaver(store));
    const reference = await life(() => new MemorySaver());
    expect(lean).toEqual(reference);
    expect(lean.ran.filter((name) => name === 'left')).toHaveLength(2);
  });

  it('goes on from what another saver left, as after a restart', async () => {
    const store = new MemoryCheckpointStore();
    const lean = await life(() => new LeanCheckpointSaver(store));
    const graph = countingGraph(new LeanCheckpointSaver(store), []);
    const state = await graph.getState({ configurable: { thread_id: 'thr_1' } });
    expect(state.values.log.slice(0, 2)).toEqual(lean.second.log.slice(0, 2));
  });

  it('writes each item of a growing list once', async () => {
    const store = new MemoryCheckpointStore();
    const graph = new StateGraph(State)
      .addNode('grow', ({ log }) => ({ log: [`item-${log.length}-${'x'.repeat(500)}`] }))
      .addEdge(START, 'grow')
      .addConditionalEdges('grow', ({ log }) => (log.length < 100 ? 'grow' : END), ['grow', END])
      .compile({ checkpointer: new LeanCheckpointSaver(store) });
    await graph.invoke(
      { log: [] },
      { configurable: { thread_id: 't' }, recursionLimit: 200, durability: 'sync' },
    );
    const written = store.rows.map(({ body }) => body).join('');
    const itemSeven = written.split('item-7-').length - 1;
    // Once, and again in each complete row, of which there is one in 25.
    expect(itemSeven).toBe(1 + store.rows.filter(({ depth }) => depth === 0).length - 1);
    expect(store.rows.filter(({ depth }) => depth === 0).length).toBeLessThanOrEqual(5);
    const saver = new LeanCheckpointSaver(store);
    const tuple = await saver.getTuple({ configurable: { thread_id: 't' } });
    expect(tuple?.checkpoint.channel_values.log).toHaveLength(100);
  });

  it('saves once per step, and no write that the next checkpoint contains', async () => {
    const store = new MemoryCheckpointStore();
    const graph = new StateGraph(State)
      .addNode('a', () => ({ last: 'a' }))
      .addNode('b', () => ({ last: 'b' }))
      .addEdge(START, 'a')
      .addEdge('a', 'b')
      .compile({ checkpointer: new LeanCheckpointSaver(store) });
    await graph.invoke({ log: [] }, { configurable: { thread_id: 't' }, durability: 'sync' });
    // The rows of taking the input in go out together with the one after the first node.
    expect(store.rows).toHaveLength(4);
    expect(store.saves).toBe(2);
    expect(store.writes).toEqual([]);
  });

  it('hands data back as data, whatever it poses as', async () => {
    const posing = {
      lc: 1,
      type: 'constructor',
      id: ['langchain_core', 'messages', 'SystemMessage'],
      kwargs: {},
    };
    const store = new MemoryCheckpointStore();
    const graph = new StateGraph(Annotation.Root({ data: Annotation<unknown>() }))
      .addNode('a', ({ data }) => ({ data }))
      .addEdge(START, 'a')
      .compile({ checkpointer: new LeanCheckpointSaver(store) });
    await graph.invoke({ data: posing }, { configurable: { thread_id: 't' } });
    const tuple = await new LeanCheckpointSaver(store).getTuple({ configurable: { thread_id: 't' } });
    expect(tuple?.checkpoint.channel_values.data).toEqual(posing);
    expect(Object.getPrototypeOf(tuple?.checkpoint.channel_values.data)).toBe(Object.prototype);
  });
});

describe('the form of a row', () => {
  it('tells plain JSON by what survives the trip', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
        (value) => {
          if (isPlainJson(value)) expect(JSON.parse(JSON.stringify(value))).toEqual(value);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('folds any sequence of states back to the last', async () => {
    const serde = new LeanCheckpointSaver(new MemoryCheckpointStore()).serde;
    const channel = fc.option(fc.array(fc.jsonValue(), { maxLength: 4 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ x: channel, y: channel }), { minLength: 1, maxLength: 8 }),
        async (states) => {
          let before: Record<string, unknown> = {};
          const bodies = [];
          for (const state of states) {
            // Lists grow by identity, as a reducer that spreads them makes them do.
            const values: Record<string, unknown> = {};
            for (const [name, items] of Object.entries(state)) {
              const known = before[name];
              if (items !== undefined)
                values[name] = Array.isArray(known) && items.length > 2 ? [...known, ...items] : items;
            }
            const body = {
              v: 4,
              ts: '',
              versions: {},
              seen: {},
              metadata: { source: 'loop' as const, step: 1, parents: {} },
            };
            const set: Record<string, { plain: unknown }> = {};
            const grown: Record<string, { keep: number; add: unknown[] }> = {};
            for (const [name, value] of Object.entries(values)) {
              const growth = grownList(before[name], value);
              if (growth === null) set[name] = { plain: value };
              else grown[name] = growth;
            }
            const gone = Object.keys(before).filter((name) => !Object.hasOwn(values, name));
            bodies.push({ ...body, set, grown, gone });
            before = values;
          }
          expect(await foldValues(serde, JSON.parse(JSON.stringify(bodies)))).toEqual(
            JSON.parse(JSON.stringify(before)),
          );
        },
      ),
    );
  });
});

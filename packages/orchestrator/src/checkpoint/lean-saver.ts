import { isDeepStrictEqual } from 'node:util';
import type { RunnableConfig } from '@langchain/core/runnables';
import { START } from '@langchain/langgraph';
import {
  BaseCheckpointSaver,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
  type PendingWrite,
  WRITES_IDX_MAP,
} from '@langchain/langgraph-checkpoint';
import {
  type CheckpointBody,
  foldValues,
  grownList,
  parseBody,
  parseStoredValue,
  readValue,
  storeValue,
} from './checkpoint-body.ts';
import type { CheckpointRow, CheckpointStore, PendingWriteRow } from './checkpoint-store.ts';

/** A complete row at least this often bounds how many rows a resume has to read. */
const completeEvery = 24;

/** The last state that this saver put or loaded, to save only what changes after it. */
interface Tip {
  checkpointId: string;
  depth: number;
  values: Record<string, unknown>;
  /** Which versions each node has worked on. */
  seen: CheckpointBody['seen'];
}

interface HeldWrites {
  checkpointId: string;
  rows: PendingWriteRow[];
  settled: PromiseWithResolvers<void>;
}

/**
 * Checkpoints for one writer of one thread, over a `CheckpointStore`: one round trip per step and nothing
 * written twice. A task's writes are dropped when the checkpoint that contains them follows at once.
 * With `mayDefer`, rows wait in memory while it answers true, and go out together with the next that may not.
 */
export class LeanCheckpointSaver extends BaseCheckpointSaver {
  readonly #store: CheckpointStore;
  readonly #mayDefer: () => boolean;
  #tip: Tip | null = null;
  #deferred: CheckpointRow[] = [];
  #held: HeldWrites | null = null;
  #loaded: { key: string; tuple: CheckpointTuple } | null = null;

  constructor(store: CheckpointStore, options: { mayDefer?: () => boolean } = {}) {
    super();
    this.#store = store;
    this.#mayDefer = options.mayDefer ?? (() => false);
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const at = addressOf(config);
    const key = JSON.stringify([at.threadId, at.namespace, at.checkpointId]);
    if (this.#loaded?.key === key) return this.#loaded.tuple;
    await this.flush();
    const stored = await this.#store.load(at);
    const newest = stored?.chain[0];
    if (stored === null || newest === undefined) return undefined;

    const bodies = stored.chain.map((row) => parseBody(row.body)).reverse();
    const head = bodies.at(-1);
    if (head === undefined) return undefined;
    const values = await foldValues(this.serde, bodies);
    const pendingWrites: CheckpointPendingWrite[] = [];
    for (const write of stored.writes) {
      const value = await readValue(this.serde, parseStoredValue(write.body));
      pendingWrites.push([write.taskId, write.channel, value]);
    }
    this.#tip = { checkpointId: newest.checkpointId, depth: newest.depth, values, seen: head.seen };
    const tuple: CheckpointTuple = {
      config: configOf(newest.threadId, newest.namespace, newest.checkpointId),
      checkpoint: {
        v: head.v,
        id: newest.checkpointId,
        ts: head.ts,
        channel_values: { ...values },
        channel_versions: head.versions,
        versions_seen: head.seen,
      },
      metadata: head.metadata,
      pendingWrites,
    };
    if (newest.parentId !== null) {
      tuple.parentConfig = configOf(newest.threadId, newest.namespace, newest.parentId);
    }
    this.#loaded = { key, tuple };
    return tuple;
  }

  override async *list(
    config: RunnableConfig,
    options: CheckpointListOptions = {},
  ): AsyncGenerator<CheckpointTuple> {
    await this.flush();
    const { threadId, namespace } = addressOf(config);
    // Of this thread, whatever else it names.
    let before = options.before === undefined ? null : checkpointIdOf(options.before);
    let remaining = options.limit ?? Number.POSITIVE_INFINITY;
    while (remaining > 0) {
      const ids = await this.#store.list({ threadId, namespace, before, limit: 50 });
      for (const checkpointId of ids) {
        const tuple = await this.getTuple(configOf(threadId, namespace, checkpointId));
        if (tuple === undefined || !fits(tuple.metadata, options.filter)) continue;
        yield tuple;
        remaining -= 1;
        if (remaining <= 0) return;
      }
      before = ids.at(-1) ?? null;
      if (before === null) return;
    }
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    const parent = addressOf(config);
    const body: CheckpointBody = {
      v: checkpoint.v,
      ts: checkpoint.ts,
      versions: checkpoint.channel_versions,
      seen: checkpoint.versions_seen,
      metadata,
      set: {},
      grown: {},
      gone: [],
    };
    const tip = this.#tip;
    const continues = tip !== null && tip.checkpointId === parent.checkpointId && tip.depth < completeEvery;
    const depth = continues ? tip.depth + 1 : 0;
    const changed = Object.keys(continues ? newVersions : checkpoint.channel_values);
    for (const channel of changed) {
      if (!Object.hasOwn(checkpoint.channel_values, channel)) {
        body.gone.push(channel);
        continue;
      }
      const value = checkpoint.channel_values[channel];
      const grown = continues ? grownList(tip.values[channel], value) : null;
      if (grown === null) body.set[channel] = await storeValue(this.serde, value);
      else body.grown[channel] = grown;
    }
    this.#loaded = null;
    // While an input is only being taken in, its rows can wait for the first that tells of work. What somebody wrote
    // into the state is followed by nothing.
    const isWritten = metadata.source === 'update' || metadata.source === 'fork';
    const tellsOfWork =
      isWritten ||
      (metadata.source !== 'input' &&
        Object.entries(checkpoint.versions_seen).some(
          ([node, seen]) => node !== START && !isDeepStrictEqual(seen, tip?.seen[node]),
        ));
    this.#tip = {
      checkpointId: checkpoint.id,
      depth,
      values: checkpoint.channel_values,
      seen: checkpoint.versions_seen,
    };
    this.#deferred.push({
      threadId: parent.threadId,
      namespace: parent.namespace,
      checkpointId: checkpoint.id,
      parentId: parent.checkpointId,
      depth,
      body: JSON.stringify(body),
    });
    if (this.#held !== null && this.#held.checkpointId === parent.checkpointId) {
      this.#held.settled.resolve();
      this.#held = null;
    }
    if (tellsOfWork && !this.#mayDefer()) await this.flush();
    return configOf(parent.threadId, parent.namespace, checkpoint.id);
  }

  override async putWrites(config: RunnableConfig, writes: PendingWrite[], taskId: string): Promise<void> {
    const at = addressOf(config);
    if (at.checkpointId === null) throw new Error('putWrites needs a checkpoint_id');
    const checkpointId = at.checkpointId;
    const rows = await Promise.all(
      writes.map(async ([channel, value], position) => ({
        threadId: at.threadId,
        namespace: at.namespace,
        checkpointId,
        taskId,
        index: WRITES_IDX_MAP[channel] ?? position,
        channel,
        body: JSON.stringify(await storeValue(this.serde, value)),
      })),
    );
    this.#loaded = null;
    if (this.#held !== null && this.#held.checkpointId !== checkpointId) await this.flush();
    const held = this.#held ?? { checkpointId, rows: [], settled: Promise.withResolvers<void>() };
    held.rows.push(...rows);
    if (this.#held === null) {
      this.#held = held;
      // A checkpoint that follows at once is put in microtasks, before the next turn of the loop.
      setImmediate(() => {
        if (this.#held === held) this.flush().catch(() => {});
      });
    }
    await held.settled.promise;
  }

  override async deleteThread(threadId: string): Promise<void> {
    this.#loaded = null;
    this.#tip = null;
    this.#deferred = [];
    await this.#store.deleteThread(threadId);
  }

  /** The channels of the newest checkpoint, saved or waiting. */
  newestValues(): Readonly<Record<string, unknown>> {
    return this.#tip?.values ?? {};
  }

  /** Writes down whatever still waits in memory; `last` says that nothing will follow. */
  async flush(options = { last: false }): Promise<void> {
    const rows = this.#deferred;
    const held = this.#held;
    if (rows.length === 0 && held === null) return;
    this.#deferred = [];
    this.#held = null;
    try {
      await this.#store.save(rows, held?.rows ?? [], options);
      held?.settled.resolve();
    } catch (error) {
      held?.settled.reject(error);
      throw error;
    }
  }
}

function fits(
  metadata: CheckpointMetadata | undefined,
  filter: Record<string, unknown> | undefined,
): boolean {
  const have: Record<string, unknown> = { ...metadata };
  return Object.entries(filter ?? {}).every(([key, value]) => have[key] === value);
}

function configOf(threadId: string, namespace: string, checkpointId: string): RunnableConfig {
  return { configurable: { thread_id: threadId, checkpoint_ns: namespace, checkpoint_id: checkpointId } };
}

function addressOf(config: RunnableConfig): {
  threadId: string;
  namespace: string;
  checkpointId: string | null;
} {
  const { thread_id, checkpoint_ns }: Record<string, unknown> = config.configurable ?? {};
  if (typeof thread_id !== 'string') throw new Error('a checkpointed graph needs configurable.thread_id');
  return {
    threadId: thread_id,
    namespace: typeof checkpoint_ns === 'string' ? checkpoint_ns : '',
    checkpointId: checkpointIdOf(config),
  };
}

function checkpointIdOf(config: RunnableConfig): string | null {
  const id: unknown = config.configurable?.checkpoint_id;
  return typeof id === 'string' && id !== '' ? id : null;
}

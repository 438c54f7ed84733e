import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons';

/** Two underscores keep it out of what LangGraph copies into the metadata of checkpoints. */
const mark = '__without_ambient_config';

/** Part of `configurable`, for graphs none of whose nodes looks for its configuration around itself. */
export const withoutAmbientConfig = { [mark]: true };

/**
 * Around each node, branch and write LangGraph keeps the configuration where code that was not given it may find it, and
 * makes a trace's root for LangSmith with ids of its own. Our nodes are given theirs, call no graph by way of it, and
 * nothing is traced there: for graphs that say so this is left out, a third of what a run cost Node (docs/decisions/0285).
 */
export function spareAmbientConfig(): void {
  const provider = AsyncLocalStorageProviderSingleton;
  const keep = provider.runWithConfig.bind(provider);
  provider.runWithConfig = (config, callback, avoidCreatingRootRunTree) =>
    config?.configurable?.[mark] === true ? callback() : keep(config, callback, avoidCreatingRootRunTree);
}

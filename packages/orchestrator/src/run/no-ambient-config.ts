import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons';

/**
 * Around each node, branch and write LangGraph keeps the configuration where code that was not given it may find it, and
 * makes a trace's root for LangSmith with ids of its own. Nodes here are given theirs, graphs are never called from
 * nodes by way of it, and nothing is traced there: a third of what a run cost Node (docs/decisions/0285).
 */
export function dropAmbientConfig(): void {
  AsyncLocalStorageProviderSingleton.runWithConfig = (_config, callback) => callback();
}

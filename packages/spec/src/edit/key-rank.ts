import type { Path } from '../text/reporter.ts';
import type { LaidMap } from './layout.ts';

/** The order in which people write the keys of each mapping of the language, all mappings in one list. */
const order = [
  ...['apiVersion', 'kind', 'id', 'says', 'at', 'check', 'otherwise'],
  ...['agent', 'from', 'to', 'when', 'tool', 'atMost', 'url', 'allow'],
  ...['name', 'title', 'description', 'keywords', 'pattern', 'model', 'tools', 'timeoutSeconds', 'onTimeout'],
  ...['supervisor', 'planner', 'executor', 'persistence', 'members', 'merge', 'default', 'nodes', 'edges'],
  ...[
    'memory',
    'limits',
    'input',
    'output',
    'expect',
    'critical',
    'approvals',
    'invariants',
    'tests',
    'gates',
  ],
  ...['task', 'use', 'temperature', 'reasoning', 'cascade', 'cache', 'hedge', 'afterCut', 'regions'],
  ...['maxCostUsd', 'maxSteps', 'maxSeconds', 'maxOutputTokens', 'maxTokens', 'maxDepth'],
  ...['window', 'summarise', 'minPassRate', 'trials', 'guards', 'instructions'],
];
const ranks = new Map(order.map((key, index) => [key, index]));

/** Below these, keys are the author's own and new ones come last. */
const ownKeys = new Set(['input', 'output', 'outputSchema', 'jsonSchema', 'equals', 'nodes']);

/** Where among the entries of the mapping at `path` a new key goes. */
export function placeOfKey(map: LaidMap, path: Path, key: string): number {
  const rank = path.some((part) => ownKeys.has(String(part))) ? undefined : ranks.get(key);
  const { length } = map.items;
  if (rank === undefined) return length;
  let after = -1;
  let best = -1;
  for (const [index, entry] of map.items.entries()) {
    const other = ranks.get(entry.key ?? '') ?? -1;
    if (other < rank && other > best) {
      best = other;
      after = index;
    }
  }
  if (after !== -1) return after + 1;
  const before = map.items.findIndex((entry) => (ranks.get(entry.key ?? '') ?? -1) > rank);
  return before === -1 ? length : before;
}

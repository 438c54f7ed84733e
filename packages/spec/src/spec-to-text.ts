import { stringify } from 'yaml';
import { maxDepth, maxNodes } from './text/scan-structure.ts';
import { normaliseProse } from './text/split-document.ts';

/** The order in which people read a spec; other keys follow in their own. */
const keyOrder = [
  'apiVersion',
  'kind',
  'name',
  'title',
  'description',
  'pattern',
  'model',
  'tools',
  'members',
  'default',
  'nodes',
  'edges',
  'limits',
  'input',
  'output',
  'approvals',
  'invariants',
  'tests',
  'gates',
];

/**
 * A spec that came as a JSON value, as Markdown text: front matter and, below it, the instructions. Made for
 * values from outside: what is past the bounds is cut just behind them, so that `parseSpec` still says so.
 */
export function specToText(value: Readonly<Record<string, unknown>>): string {
  const { instructions, ...rest } = value;
  const body = typeof instructions === 'string' ? normaliseProse(instructions) : '';
  const isBody = body !== '' && !body.trimStart().startsWith('apiVersion:');
  const declared = instructions === undefined || isBody ? rest : value;

  const rank = (key: string) => (keyOrder.includes(key) ? keyOrder.indexOf(key) : keyOrder.length);
  const entries = Object.entries(declared).sort(([a], [b]) => rank(a) - rank(b));
  const budget = { nodes: maxNodes + 2 };
  const front = stringify(new Map(entries.map(([key, part]) => [key, bounded(part, 2, budget)])), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  return `---\n${front}---\n${isBody ? `${body}\n` : ''}`;
}

/** A copy to just past the bounds, with maps for objects so that no key is special. */
function bounded(value: unknown, depth: number, budget: { nodes: number }): unknown {
  budget.nodes--;
  if (budget.nodes < 0 || depth > maxDepth + 2 || typeof value !== 'object' || value === null) {
    return typeof value === 'object' ? null : value;
  }
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      if (budget.nodes < 0) break;
      items.push(bounded(item, depth + 1, budget));
    }
    return items;
  }
  const map = new Map<string, unknown>();
  for (const [key, part] of Object.entries(value)) {
    if (budget.nodes < 0) break;
    budget.nodes--;
    map.set(key, bounded(part, depth + 1, budget));
  }
  return map;
}

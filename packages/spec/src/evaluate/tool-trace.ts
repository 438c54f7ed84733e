import type { Crossing } from './crossing.ts';

/** Names of the tools called so far, in order; at `tool_call` with the call that is asking to be let through. */
export function callsOf({ at, calls, tool }: Crossing): string[] {
  const names = calls.filter(({ outcome }) => outcome !== 'denied').map(({ name }) => name);
  return at === 'tool_call' && tool !== undefined ? [...names, tool.name] : names;
}

/** The first call of a listed tool that came before one listed ahead of it. */
export function brokenOrder(
  calls: readonly string[],
  order: readonly string[],
): { tool: string; missing: string } | null {
  const called = new Set<string>();
  for (const tool of calls) {
    const place = order.indexOf(tool);
    const missing = order.slice(0, Math.max(place, 0)).find((earlier) => !called.has(earlier));
    if (missing !== undefined) return { tool, missing };
    called.add(tool);
  }
  return null;
}

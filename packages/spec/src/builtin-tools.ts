import type { BuiltinTool } from './builtin-tool.ts';
import { manifests } from './builtin-tools.generated.ts';

/** Every tool that a spec may name. */
export const builtinTools: readonly BuiltinTool[] = manifests;

const byName = new Map(manifests.map((tool) => [tool.name, tool]));

export function builtinTool(name: string): BuiltinTool | undefined {
  return byName.get(name);
}

/**
 * A group's name in a spec means those of its tools that only read. What writes has to be named itself, so that no
 * later version of the product gives an agent more power than its author wrote down.
 */
export const toolGroups: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(Object.groupBy(manifests, ({ group }) => group ?? ''))
    .filter(([group]) => group !== '')
    .map(([group, tools = []]) => [
      group,
      tools.filter(({ effect }) => effect === 'read').map(({ name }) => name),
    ]),
);

/** The tools that a name in a spec stands for: those of the group, or the one itself. */
export function toolsBehind(name: string): readonly string[] {
  return toolGroups.get(name) ?? [name];
}

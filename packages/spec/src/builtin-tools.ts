import { manifests } from './builtin-tools.generated.ts';

/** What the language knows of a tool that comes with the product. */
export interface BuiltinTool {
  name: string;
  title: string;
  description: string;
  /** The name under which its group may be listed in a spec. */
  group?: string;
  /** What a call can do: look, change something outside the run, or move money. */
  effect: 'read' | 'write' | 'money';
  idempotent: boolean;
  /** Kinds of connections of which the team needs one; empty where it needs none. */
  connections: readonly string[];
}

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

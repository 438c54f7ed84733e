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

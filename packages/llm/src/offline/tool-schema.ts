import type { ToolDefinition } from '../model-port.ts';

/** Names of a tool's arguments, in the order of its schema. */
export function propertiesOf(tool: ToolDefinition): string[] {
  const { properties } = tool.parameters;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/** The JSON Schema `type` of an argument; undefined when it says none. */
export function typeOf(tool: ToolDefinition, name: string): unknown {
  const { properties } = tool.parameters;
  if (typeof properties !== 'object' || properties === null) return undefined;
  const property: unknown = Reflect.get(properties, name);
  return typeof property === 'object' && property !== null && 'type' in property ? property.type : undefined;
}

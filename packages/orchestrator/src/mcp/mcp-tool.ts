import { type JsonSchema, type JsonValue, toolNameOf } from '@agent-factory/spec';
import type { Tool } from '@modelcontextprotocol/client';
import { fitSchema } from '../foreign/fit-schema.ts';
import { localRef } from '../foreign/local-ref.ts';
import { hidesText, plainDescription } from '../foreign/plain-description.ts';
import { toolHash } from '../foreign/tool-hash.ts';
import type { ForeignTool } from '../foreign/tool-source.ts';
import type { McpServer } from './mcp-server.ts';

/** Of a tool's whole definition as JSON: models read it with each call. */
const maxDefinition = 65_536;

/** A tool of a server as agents get it. What the server says of it is not believed, only held to. */
export function foreignToolOf(tool: Tool, { trustedReads }: McpServer): ForeignTool {
  const saysReadOnly = tool.annotations?.readOnlyHint === true;
  const isRead = saysReadOnly && trustedReads.includes(tool.name);
  const said = definitionOf(tool);
  const size = JSON.stringify(said).length;
  const isHuge = size > maxDefinition;
  const description = tool.description ?? tool.title ?? '';
  return {
    name: toolNameOf(tool.name),
    sourceName: tool.name,
    description: plainDescription(description),
    parameters: isHuge ? { type: 'object' } : parametersOf(tool.inputSchema),
    effect: isRead ? 'read' : 'write',
    idempotent: isRead,
    // A definition too large to keep is still told from another one.
    definition: isHuge ? { name: tool.name, bytes: size } : said,
    hash: toolHash(said),
    saysReadOnly,
    problem: problemOf(said, size),
  };
}

function problemOf(said: Readonly<Record<string, JsonValue>>, size: number): string | null {
  if (size > maxDefinition) {
    return `its description and schemas have ${size} characters; at most ${maxDefinition} are taken.`;
  }
  if (hidesText(JSON.stringify(said))) {
    return 'its description has characters that people cannot see and models can read.';
  }
  return null;
}

function parametersOf(inputSchema: unknown): JsonSchema {
  const { schema } = fitSchema(inputSchema, (ref) => localRef(inputSchema, ref));
  return { ...schema, type: 'object' };
}

/** All that a server says of a tool which a model sees or which decides how it is treated. */
function definitionOf({ name, title, description, inputSchema, outputSchema, annotations }: Tool) {
  const said = { name, title, description, inputSchema, outputSchema, annotations };
  // Through JSON: what was left out stays out, and nothing but plain values is left.
  return JSON.parse(JSON.stringify(said)) as Readonly<Record<string, JsonValue>>;
}

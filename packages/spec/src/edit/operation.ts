import type { JsonSchema, JsonValue } from '../json-schema.ts';
import type { Path } from '../text/reporter.ts';

/** A part of a spec as an author writes it, in JSON. */
export type Authored = { readonly [key: string]: JsonValue };
/** What a run takes or what it answers. */
export type SchemaSide = 'input' | 'output';

/**
 * What forms, the canvas, quick fixes and menus do to a spec. The first five reach any place (paths as in diagnostics;
 * `["instructions"]` is the Markdown body where there is one); the others speak the language and know what else has to
 * change with it.
 */
export type SpecOperation =
  /** Mappings on the way are made; of what is there only what differs is touched. */
  | { type: 'set'; path: Path; value: JsonValue }
  | { type: 'remove'; path: Path }
  /** Into a list, which is made where there is none; without `index` at its end. */
  | { type: 'insert'; path: Path; index?: number; value: JsonValue }
  | { type: 'move'; path: Path; from: number; to: number }
  | { type: 'renameKey'; path: Path; to: string }
  | { type: 'setInstructions'; text: string }
  | { type: 'setLimit'; limit: string; value: number | null }
  /** Fields that are null are taken out; those not named stay. */
  | { type: 'setModelPolicy'; model: Authored }
  | { type: 'setField'; of: SchemaSide; name: string; schema: JsonSchema; required?: boolean }
  | { type: 'removeField'; of: SchemaSide; name: string }
  /** With `required`, the tests' inputs and CEL that reads it. */
  | { type: 'renameField'; of: SchemaSide; name: string; to: string }
  | { type: 'addTool'; tool: string | Authored; index?: number }
  /** By name; with its approvals, where no other tool has the name. A source goes with the last of its tools. */
  | { type: 'removeTool'; tool: string }
  | { type: 'moveTool'; from: number; to: number }
  | { type: 'addApproval'; tool: string }
  | { type: 'removeApproval'; tool: string }
  | { type: 'addInvariant'; invariant: Authored; index?: number }
  | { type: 'setInvariant'; id: string; invariant: Authored }
  | { type: 'removeInvariant'; id: string }
  | { type: 'moveInvariant'; id: string; to: number }
  | { type: 'addTest'; test: Authored; index?: number }
  | { type: 'setTest'; name: string; test: Authored }
  | { type: 'removeTest'; name: string }
  | { type: 'moveTest'; name: string; to: number }
  | { type: 'addMember'; member: string | Authored; index?: number }
  | { type: 'removeMember'; agent: string }
  | { type: 'moveMember'; from: number; to: number }
  /** Everywhere in the spec: members, roles, nodes, tools, and the rules that name it as a tool. */
  | { type: 'renameAgent'; agent: string; to: string }
  | { type: 'addNode'; name: string; agent: string }
  /** With the edges from and to it. */
  | { type: 'removeNode'; name: string }
  /** With its edges and the conditions that read its state. */
  | { type: 'renameNode'; name: string; to: string }
  | { type: 'connect'; from: string; to: string; when?: string; atMost?: number }
  /** `when: null` is the edge without a condition; left out: the only edge between the two. */
  | { type: 'disconnect'; from: string; to: string; when?: string | null };

export type SpecOperationType = SpecOperation['type'];

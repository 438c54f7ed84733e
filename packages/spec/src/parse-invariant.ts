import type { Diagnostic } from '@agent-factory/contracts';
import type { Authored } from './edit/operation.ts';
import type { Invariant } from './invariant.ts';
import { invariant as invariantShape } from './language/invariant-shape.ts';
import type { ReadContext } from './shape/shape.ts';
import { readTree } from './text/read-tree.ts';
import { createReporter } from './text/reporter.ts';
import { scanCharacters } from './text/scan-characters.ts';
import { createSource } from './text/source.ts';

export interface ParsedInvariant {
  /** Null exactly when a diagnostic is an error. */
  invariant: Invariant | null;
  /** Paths begin at the invariant; ranges are of its JSON, which nobody sees. */
  diagnostics: Diagnostic[];
  /** Tools that it names. Whether the agent has them, only its spec can say. */
  tools: readonly string[];
  /** Whether it means the spec's own output schema. */
  needsOutput: boolean;
}

/** Reads one invariant, as an author writes it in JSON, by the language's own rules. Never throws, like `parseSpec`. */
export function parseInvariant(value: Authored): ParsedInvariant {
  const text = JSON.stringify(value);
  const reporter = createReporter(createSource(text));
  const facts: ReadContext['facts'] = { tools: [], toolUses: [], ids: [], outputUses: [] };
  const tree = scanCharacters(text, reporter) ? readTree(text, 0, reporter) : null;
  const place = { path: [], near: { start: 0, end: text.length } };
  const read = tree === null ? undefined : invariantShape.read(tree, place, { text, reporter, facts });
  return {
    invariant: reporter.hasErrors ? null : (read ?? null),
    diagnostics: reporter.diagnostics,
    tools: facts.toolUses.map(({ name }) => name),
    needsOutput: facts.outputUses.length > 0,
  };
}

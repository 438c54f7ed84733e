import { type Boundary, boundaries, type Diagnostic, type Range } from '@agent-factory/contracts';
import type { AgentSpec } from './agent-spec.ts';
import { builtinTool, toolsBehind } from './builtin-tools.ts';
import { diagnosticDetails } from './catalogue.ts';
import type { InvariantCheckKind } from './invariant.ts';
import type { Spec } from './team-spec.ts';
import { createLocator } from './text/locate.ts';
import type { Path } from './text/reporter.ts';

/** Which check this version enforces where; whoever enforces one more adds it here. */
export const enforcedBoundaries: Readonly<Record<InvariantCheckKind, readonly Boundary[]>> = {
  forbidPattern: boundaries,
  matches: boundaries,
  outputSchema: ['output'],
  maxLength: boundaries,
  requireTool: ['output'],
  forbidTool: ['tool_call', 'output'],
  maxCalls: ['tool_call', 'output'],
  toolOrder: ['tool_call', 'output'],
  noPii: boundaries,
  cel: boundaries,
  judge: boundaries,
};

interface Blocker {
  message: string;
  path: Path;
}

const nowhere: Range = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } };

/**
 * What validates but cannot run in this version, each part named; empty means that it can run. With the
 * spec's text each names its token, else its path alone. Nothing of a spec is ever skipped silently.
 */
export function runnability(spec: Spec, text?: string): Diagnostic[] {
  const blockers = spec.kind === 'Team' ? invariantBlockers(spec) : agentBlockers(spec);
  const locator = text !== undefined && blockers.length > 0 ? createLocator(text) : null;
  return blockers.map(({ message, path }) => ({
    code: 'not_runnable_yet',
    severity: diagnosticDetails.not_runnable_yet.severity,
    message,
    path: [...path],
    range: locator?.find(path) ?? nowhere,
  }));
}

function agentBlockers(spec: AgentSpec): Blocker[] {
  const blockers: Blocker[] = [];
  for (const [index, tool] of spec.tools.entries()) {
    if (tool.type !== 'builtin') continue;
    for (const name of toolsBehind(tool.name)) {
      if (builtinTool(name) !== undefined) continue;
      blockers.push({
        message: `There is no built-in tool ${name} in this version.`,
        path: ['tools', index],
      });
    }
  }
  return [...blockers, ...invariantBlockers(spec)];
}

function invariantBlockers(spec: Spec): Blocker[] {
  const blockers: Blocker[] = [];
  for (const [index, { id, at, check }] of spec.invariants.entries()) {
    const missing = at.filter((boundary) => !enforcedBoundaries[check.kind].includes(boundary));
    if (missing.length === 0) continue;
    blockers.push({
      message: `The invariant ${id} cannot be enforced yet: ${check.kind} at ${missing.join(', ')}.`,
      path: ['invariants', index, 'check'],
    });
  }
  return blockers;
}

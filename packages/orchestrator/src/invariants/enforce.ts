import type { Boundary, InvariantAction, RunEventData } from '@agent-factory/contracts';
import type { AgentSpec, Invariant, JsonValue } from '@agent-factory/spec';
import { type CompiledCheck, compileCheck } from './compile-check.ts';
import { type Crossing, mapTexts } from './crossing.ts';

/** How often in one run a broken rule may send the model back to try again. */
export const maxInvariantRetries = 2;

export interface BrokenRule {
  id: string;
  says: string;
  detail: string;
}

/** What may cross, or why nothing may. */
export type Passage =
  | { kind: 'pass'; value: JsonValue }
  | { kind: 'retry'; broken: readonly BrokenRule[] }
  | { kind: 'block'; broken: readonly BrokenRule[] };

export interface CompiledInvariant {
  invariant: Invariant;
  check: CompiledCheck;
}

export type InvariantsByBoundary = Readonly<Record<Boundary, readonly CompiledInvariant[]>>;

export function compileInvariants(spec: AgentSpec): InvariantsByBoundary {
  const compiled = spec.invariants.map((invariant) => ({ invariant, check: compileCheck(invariant, spec) }));
  const at = (boundary: Boundary) => compiled.filter(({ invariant }) => invariant.at.includes(boundary));
  return {
    input: at('input'),
    model_call: at('model_call'),
    tool_call: at('tool_call'),
    tool_result: at('tool_result'),
    output: at('output'),
  };
}

/**
 * Holds every rule of a boundary against what crosses it, in the spec's order, each seeing what earlier ones
 * redacted. A check that cannot tell counts as broken. Where trying again is no way out, retry means block.
 */
export async function enforce(
  rules: readonly CompiledInvariant[],
  crossing: Crossing,
  options: { mayRetry: boolean; emit: (event: RunEventData) => Promise<void> },
): Promise<Passage> {
  let value = crossing.value;
  const retry: BrokenRule[] = [];
  const block: BrokenRule[] = [];
  for (const { invariant, check } of rules) {
    const finding = judge(check, { ...crossing, value });
    let action: InvariantAction | null = finding.verdict === 'passed' ? null : invariant.otherwise;
    if (action === 'redact') {
      const redacted = redact(invariant, check, { ...crossing, value });
      if (redacted === null) action = 'block';
      else value = redacted;
    }
    if (action === 'retry' && !options.mayRetry) action = 'block';
    if (action === 'escalate') action = 'block';
    const broken = { id: invariant.id, says: invariant.says, detail: finding.detail ?? '' };
    if (action === 'block') block.push(broken);
    if (action === 'retry') retry.push(broken);
    await options.emit({
      type: 'invariant',
      id: invariant.id,
      says: invariant.says,
      at: crossing.at,
      verdict: finding.verdict,
      action,
      detail: finding.detail,
    });
  }
  if (block.length > 0) return { kind: 'block', broken: block };
  return retry.length > 0 ? { kind: 'retry', broken: retry } : { kind: 'pass', value };
}

function judge(
  check: CompiledCheck,
  crossing: Crossing,
): { verdict: 'passed' | 'violated' | 'error'; detail: string | null } {
  try {
    const detail = check.violation(crossing);
    return { verdict: detail === null ? 'passed' : 'violated', detail };
  } catch (error) {
    return { verdict: 'error', detail: error instanceof Error ? error.message : 'The check failed.' };
  }
}

/** The value without what broke the rule; null when that cannot be cut out of it. */
function redact(invariant: Invariant, check: CompiledCheck, crossing: Crossing): JsonValue | null {
  const { redact: cut } = check;
  if (cut === undefined) return null;
  // Judged with a neutral mark: the rule "no-bombs" must not trip over its own name.
  const neutral = mapTexts(crossing.value, (text) => cut(text, '\uFFFD'));
  if (judge(check, { ...crossing, value: neutral }).verdict !== 'passed') return null;
  return mapTexts(crossing.value, (text) => cut(text, `[redacted:${invariant.id}]`));
}

/** What the person or the model is told about a broken rule. */
export function explain({ id, says, detail }: BrokenRule): string {
  return `Rule "${id}": ${says}${detail === '' ? '' : ` ${detail}`}`;
}

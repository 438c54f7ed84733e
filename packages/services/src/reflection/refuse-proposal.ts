import type { PatchRefusal, TestCase } from '@agent-factory/contracts';
import {
  canonicalJson,
  diffSpecs,
  isTightening,
  parseSpec,
  type Spec,
  type SpecChange,
  specToValue,
} from '@agent-factory/spec';
import { copiedPhrases } from './copied-phrases.ts';

/** A proposal that may be tried, or why it may not. */
export type ReadProposal =
  | { candidate: Spec; changes: readonly SpecChange[] }
  | { code: PatchRefusal; reason: string };

/** What a patch may not touch: whoever writes the exam and sits it passes. */
const tested = ['tests', 'gates'] as const;
const contract = ['input', 'output'] as const;

/**
 * Reads a proposed spec and says whether it may be tried at all: it must be valid, be of the same agent, keep its tests
 * and its form, loosen nothing, and copy nothing from any case, of whatever split. Pure.
 */
export function refuseProposal({
  base,
  baseText,
  text,
  cases,
}: {
  base: Spec;
  baseText: string;
  text: string;
  /** Of all splits; no phrase of them is told. */
  cases: readonly TestCase[];
}): ReadProposal {
  const { document: candidate, diagnostics } = parseSpec(text);
  if (candidate === null) {
    const first = diagnostics.find(({ severity }) => severity === 'error');
    const where = first === undefined ? '' : ` Line ${first.range.start.line}: ${first.message}`;
    return { code: 'invalid_spec', reason: `The proposal is no valid spec.${where}` };
  }
  const changes = diffSpecs(base, candidate);
  if (changes.length === 0) return { code: 'changes_nothing', reason: 'The proposal changes nothing.' };
  if (candidate.name !== base.name || candidate.kind !== base.kind) {
    return { code: 'changes_identity', reason: 'A patch keeps the name and the kind of the agent.' };
  }
  const before = fieldsOf(base);
  const after = fieldsOf(candidate);
  const changed = (field: string) =>
    canonicalJson(before[field] ?? null) !== canonicalJson(after[field] ?? null);
  if (tested.some(changed)) {
    return { code: 'changes_tests', reason: 'A patch changes neither the tests nor the gates of the spec.' };
  }
  if (contract.some(changed)) {
    return {
      code: 'changes_contract',
      reason: 'A patch keeps what the agent takes and what it answers with.',
    };
  }
  const { ok, loosenings } = isTightening(base, candidate);
  if (!ok) {
    const said = loosenings.map(({ summary }) => summary).join(' ');
    return { code: 'loosens', reason: `A patch loosens nothing. ${said}` };
  }
  const copied = copiedPhrases({ before: baseText, after: text, cases });
  if (copied.length > 0) {
    return {
      code: 'copies_tests',
      reason: `The proposal has ${copied.length} ${copied.length === 1 ? 'phrase' : 'phrases'} of the tests, word for word. Advice must hold for tasks that nobody has seen.`,
    };
  }
  return { candidate, changes };
}

function fieldsOf(spec: Spec): Record<string, unknown> {
  return { ...(specToValue(spec) as Record<string, unknown>) };
}

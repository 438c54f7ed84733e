import type { JsonValue } from '../json-schema.ts';
import type { Path } from '../text/reporter.ts';
import { createSource } from '../text/source.ts';
import { normaliseProse } from '../text/split-document.ts';
import { documentValue } from './document-value.ts';
import { type EditProblem, EditRefusal } from './edit-problem.ts';
import { type Layout, type LayoutStyle, slotAt, valueOfNode } from './layout.ts';
import type { SpecOperation } from './operation.ts';
import { pathText } from './path-text.ts';
import { planOperation } from './plan-operation.ts';
import { readLayout } from './read-layout.ts';
import { applyStep, type Step } from './step.ts';
import { applyEdits, composeEdits, invertEdits, type TextEdit, tightenEdits } from './text-edit.ts';
import { isSame } from './value.ts';
import { writeStep } from './write-step.ts';

export type SpecEdit =
  | {
      ok: true;
      text: string;
      /** In order, apart from each other, all counted in the text that was handed in. */
      edits: TextEdit[];
      /** Applied to `text` they give the text that was handed in. */
      inverse: TextEdit[];
    }
  | { ok: false; problems: EditProblem[] };

/**
 * Makes operations, one after the other, as few small replacements of the text: comments, order, quotes, line ends and
 * layout of everything else stay byte for byte. All or none: the first operation that cannot be made refuses them all.
 * Every edit is held against what its operation means, by reading the text again; nothing is handed out that says
 * something else. Works on all forms of a spec and on texts that have mistakes elsewhere. Never throws.
 */
export function editSpec(text: string, operations: readonly SpecOperation[]): SpecEdit {
  let current = text;
  let edits: TextEdit[] = [];
  let style: LayoutStyle | undefined;
  for (const [operation, each] of operations.entries()) {
    try {
      const layout = readLayout(current);
      // The author's ways are those of the whole text as it came, so that no operation hangs on another's.
      style ??= layout.style;
      for (const step of planOperation(documentValue(layout), each)) {
        const made = makeStep({ ...readLayout(current), style }, step);
        edits = edits.length === 0 ? made : composeEdits(text, edits, made);
        current = applyEdits(current, made);
      }
    } catch (error) {
      if (!(error instanceof EditRefusal)) throw error;
      return { ok: false, problems: [problemOf(error, current, text, operation)] };
    }
  }
  return { ok: true, text: current, edits, inverse: invertEdits(text, edits) };
}

/** Instructions stand below the front matter where there is one, unless the author has declared them. */
function settle(layout: Layout, step: Step): Step {
  const isBody = 'path' in step && step.path.length === 1 && step.path[0] === 'instructions';
  const { parts, root, text } = layout;
  if (!isBody || parts.body === null) return step;
  const isDeclared = slotAt(root, ['instructions']) !== undefined;
  if (isDeclared && text.slice(parts.body.start).trim() === '') return step;
  if (step.do === 'remove') return { do: 'body', text: '' };
  if (step.do === 'put' && typeof step.value === 'string') return { do: 'body', text: step.value };
  throw new EditRefusal('invalid_value', 'Instructions are a text.', ['instructions'], parts.body);
}

function makeStep(layout: Layout, planned: Step): TextEdit[] {
  const { text } = layout;
  const step = settle(layout, planned);
  assertSound(layout, step);
  const edits = tightenEdits(text, writeStep(layout, step));
  if (!isKept(layout, step, applyEdits(text, edits))) throw notKept(layout, step);
  return edits;
}

/** Whether the new text says what the step means and nothing else, and is no more broken than the old one. */
function isKept(before: Layout, step: Step, text: string): boolean {
  let after: Layout;
  try {
    after = readLayout(text);
  } catch {
    return false;
  }
  if (after.parts.form !== before.parts.form || after.errors.length > before.errors.length) return false;
  const bodyBefore = bodyOf(before);
  const bodyAfter = bodyOf(after);
  const isBody =
    step.do === 'body' ? normaliseProse(bodyAfter) === normaliseProse(step.text) : bodyAfter === bodyBefore;
  return isBody && isSame(declared(after), applyStep(declared(before), step));
}

function bodyOf({ parts, text }: Layout): string {
  return parts.body ? text.slice(parts.body.start) : '';
}

function declared({ root }: Layout): JsonValue {
  return root === null ? {} : valueOfNode(root);
}

/** Broken YAML around the place: what seems to stand there may be something else. */
function assertSound(layout: Layout, step: Step): void {
  if (layout.errors.length === 0 || step.do === 'body') return;
  const slots = step.path.map((_, index) => slotAt(layout.root, step.path.slice(0, index + 1)));
  const around = slots.findLast((slot) => slot !== undefined);
  const inside = slots.length === 1 || around === undefined ? around?.node : around.parent;
  const isHit = layout.errors.some(
    ({ start, end }) =>
      inside !== undefined && inside !== layout.root && start <= inside.end && end >= inside.start,
  );
  // A key that the broken part has swallowed would be there twice.
  const isSwallowed = around === undefined && hasLineOf(layout.text, String(step.path[0]));
  if (isHit || isSwallowed) throw notKept(layout, step);
}

function hasLineOf(text: string, key: string): boolean {
  return text.split('\n').some((line) => /^["']?(.*?)["']?\s*:/.exec(line)?.[1] === key);
}

function notKept(layout: Layout, step: Step): EditRefusal {
  const path: Path = 'path' in step ? step.path : ['instructions'];
  const [broken] = layout.errors;
  if (broken) {
    const message = `The YAML around ${pathText(path)} is broken (${broken.message}); mend it in the text first.`;
    return new EditRefusal('broken_place', message, path, broken);
  }
  const message = `${pathText(path)} cannot be written here without changing something else; change it in the text.`;
  return new EditRefusal('not_kept', message, path);
}

function problemOf(refusal: EditRefusal, current: string, text: string, operation: number): EditProblem {
  const { code, message, path } = refusal;
  // After a first operation offsets have moved; then the whole of what was handed in is the place.
  const span = current === text ? (refusal.span ?? placeOf(text, path)) : { start: 0, end: 0 };
  return {
    code,
    message,
    path: [...path],
    range: createSource(text).rangeOf(span.start, span.end),
    operation,
  };
}

function placeOf(text: string, path: Path): { start: number; end: number } {
  try {
    const { root } = readLayout(text);
    for (let depth = path.length; depth > 0; depth--) {
      const slot = slotAt(root, path.slice(0, depth));
      if (slot) return 'keySpan' in slot.holder ? slot.holder.keySpan : slot.node;
    }
  } catch {
    // What cannot be read has no places.
  }
  return { start: 0, end: 0 };
}

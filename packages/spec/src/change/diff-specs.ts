import { limitOf } from '../agent-spec.ts';
import { canonicalJson } from '../evaluate/canonical-json.ts';
import type { JsonValue } from '../json-schema.ts';
import { specToValue } from '../spec-value.ts';
import type { Spec } from '../team-spec.ts';
import type { Path } from '../text/reporter.ts';
import {
  describeLimit,
  describeSilence,
  findLoosenings,
  isLooserSilence,
  limitKeys,
} from './compare-bounds.ts';
import { isAtLeastAsStrong, isEquallyStrong } from './invariant-strength.ts';
import { flowOf } from './is-tightening.ts';
import { toolAccess } from './tool-access.ts';

/** How much a change matters to whoever trusts the agent, worst first. */
export const changeRisks = [
  'write_access_gained',
  'tool_gained',
  'approval_removed',
  'invariant_removed',
  'invariant_weakened',
  'ceiling_raised',
  'region_widened',
  'gate_lowered',
  'flow_changed',
  'model_changed',
  'contract_changed',
  'instructions_changed',
  'tightened',
  'tests_changed',
  'cosmetic',
] as const;
export type ChangeRisk = (typeof changeRisks)[number];

export interface SpecChange {
  risk: ChangeRisk;
  /** Leads to the value in the newer spec (or to where it was). */
  path: Path;
  /** In plain words: `Gains the tool http_get.` */
  summary: string;
  before: string | null;
  after: string | null;
}

/** What changed between two versions, worst first; empty exactly when both have the same hash. */
export function diffSpecs(before: Spec, after: Spec): SpecChange[] {
  const changes: SpecChange[] = [
    ...findLoosenings(before, after),
    ...tightenings(before, after),
    ...gateChanges(before, after),
    ...plainChanges(before, after),
    ...testChanges(before, after),
  ];
  if (changes.length === 0 && canonicalJson(specToValue(before)) !== canonicalJson(specToValue(after))) {
    changes.push(change('cosmetic', [], 'Parts stand in another order.', null, null));
  }
  return changes.sort((a, b) => changeRisks.indexOf(a.risk) - changeRisks.indexOf(b.risk));
}

function change(risk: ChangeRisk, path: Path, summary: string, before: unknown, after: unknown): SpecChange {
  return { risk, path, summary, before: shown(before), after: shown(after) };
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : canonicalJson(value);
}

function tightenings(before: Spec, after: Spec): SpecChange[] {
  const changes: SpecChange[] = [];
  const has = toolAccess(after);
  for (const { name, source } of toolAccess(before).values()) {
    if (!has.has(name)) changes.push(change('tightened', ['tools'], `Loses the tool ${name}.`, source, null));
  }
  if (before.kind === 'Agent' && after.kind === 'Agent') {
    const [was, is] = [describeSilence(before), describeSilence(after)];
    if (was !== is && !isLooserSilence(before, after)) {
      changes.push(change('tightened', ['approvals'], `${is}; before: ${was}.`, was, is));
    }
    for (const name of after.approvals) {
      if (before.approvals.includes(name)) continue;
      changes.push(change('tightened', ['approvals'], `Calls of ${name} wait for a person.`, null, name));
    }
    for (const name of before.approvals) {
      if (after.approvals.includes(name) || has.has(name)) continue;
      changes.push(
        change('cosmetic', ['approvals'], `No approval for ${name}, a tool it lacks.`, name, null),
      );
    }
  }
  for (const [index, invariant] of after.invariants.entries()) {
    const path = ['invariants', index];
    const old = before.invariants.find(({ id }) => id === invariant.id);
    if (old === undefined) {
      const twin = before.invariants.find((each) => isEquallyStrong(each, invariant));
      changes.push(
        twin
          ? change(
              'cosmetic',
              path,
              `The invariant ${twin.id} is named ${invariant.id}.`,
              twin.id,
              invariant.id,
            )
          : change(
              'tightened',
              path,
              `New invariant ${invariant.id}: ${invariant.says}`,
              null,
              invariant.says,
            ),
      );
    } else if (isAtLeastAsStrong(invariant, old)) {
      if (!isAtLeastAsStrong(old, invariant)) {
        changes.push(
          change('tightened', path, `The invariant ${invariant.id} binds more.`, old.says, invariant.says),
        );
      } else if (old.says !== invariant.says) {
        changes.push(
          change('cosmetic', path, `The invariant ${invariant.id} is worded anew.`, old.says, invariant.says),
        );
      }
    } else if (
      before.invariants.every((each) => after.invariants.some((child) => isAtLeastAsStrong(child, each)))
    ) {
      changes.push(
        change(
          'tightened',
          path,
          `The invariant ${invariant.id} is another one now.`,
          old.says,
          invariant.says,
        ),
      );
    }
  }
  for (const old of before.invariants) {
    if (after.invariants.some(({ id }) => id === old.id)) continue;
    const twin = after.invariants.find((child) => isAtLeastAsStrong(child, old));
    if (twin && !isEquallyStrong(twin, old)) {
      changes.push(
        change(
          'cosmetic',
          ['invariants'],
          `The invariant ${old.id} is covered by ${twin.id}.`,
          old.id,
          twin.id,
        ),
      );
    }
  }
  for (const key of limitKeys) {
    if (limitOf(after.limits, key) >= limitOf(before.limits, key)) continue;
    changes.push(
      change(
        'tightened',
        ['limits', key],
        `The ceiling falls from ${describeLimit(before.limits, key)} to ${describeLimit(after.limits, key)}.`,
        before.limits[key],
        after.limits[key],
      ),
    );
  }
  return changes;
}

function gateChanges(before: Spec, after: Spec): SpecChange[] {
  const changes: SpecChange[] = [];
  for (const key of ['minPassRate', 'trials'] as const) {
    const [was, is] = [before.gates[key], after.gates[key]];
    if (was === is) continue;
    const words =
      key === 'trials'
        ? `Tests run ${is} times instead of ${was}.`
        : `${is} of the tests must pass instead of ${was}.`;
    changes.push(change(is < was ? 'gate_lowered' : 'tightened', ['gates', key], words, was, is));
  }
  for (const label of ['draft', 'staging'] as const) {
    const [was, is] = [before, after].map(({ gates }) => gates.guards?.includes(label) ?? false);
    if (was === is) continue;
    const words = is
      ? `The label ${label} asks for an open gate.`
      : `The label ${label} asks for no gate any more.`;
    changes.push(change(is ? 'tightened' : 'gate_lowered', ['gates', 'guards'], words, was, is));
  }
  return changes;
}

function plainChanges(before: Spec, after: Spec): SpecChange[] {
  const parts: [ChangeRisk, string, string, unknown, unknown][] = [
    ['flow_changed', 'pattern', 'The flow of work changed.', flowOf(before), flowOf(after)],
    ['model_changed', 'model', 'The choice of model changed.', modelOf(before), modelOf(after)],
    [
      'model_changed',
      'memory',
      'What the model is shown of its thread’s past changed.',
      memoryOf(before),
      memoryOf(after),
    ],
    [
      'contract_changed',
      'name',
      'The name changed; whatever calls it by name must follow.',
      before.name,
      after.name,
    ],
    ['contract_changed', 'input', 'What a run takes changed.', before.input, after.input],
    ['contract_changed', 'output', 'What a run answers changed.', before.output, after.output],
    [
      'instructions_changed',
      'instructions',
      'The instructions changed.',
      before.instructions,
      after.instructions,
    ],
    ['cosmetic', 'title', 'The title changed.', before.title, after.title],
    ['cosmetic', 'description', 'The description changed.', before.description, after.description],
  ];
  return parts
    .filter(([, , , was, is]) => canonicalJson(was ?? null) !== canonicalJson(is ?? null))
    .map(([risk, key, summary, was, is]) => change(risk, [key], summary, was, is));
}

function memoryOf(spec: Spec) {
  return spec.kind === 'Agent' ? spec.memory : undefined;
}

function modelOf(spec: Spec): JsonValue | undefined {
  return specToValue(spec).model;
}

function testChanges(before: Spec, after: Spec): SpecChange[] {
  const changes: SpecChange[] = [];
  const value = (test: unknown) => canonicalJson(test);
  for (const [index, test] of after.tests.entries()) {
    const old = before.tests.find(({ name }) => name === test.name);
    if (!old)
      changes.push(change('tests_changed', ['tests', index], `New test: ${test.name}`, null, test.name));
    else if (value(old) !== value(test)) {
      const eased = old.critical && !test.critical;
      changes.push(
        change(
          eased ? 'gate_lowered' : 'tests_changed',
          ['tests', index],
          eased ? `The test "${test.name}" is no longer critical.` : `The test "${test.name}" changed.`,
          old,
          test,
        ),
      );
    }
  }
  for (const old of before.tests) {
    if (after.tests.some(({ name }) => name === old.name)) continue;
    changes.push(
      change(
        old.critical ? 'gate_lowered' : 'tests_changed',
        ['tests'],
        `The test "${old.name}" is gone.`,
        old.name,
        null,
      ),
    );
  }
  return changes;
}

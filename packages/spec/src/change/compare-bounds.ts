import { type AgentSpec, defaultSilence, type Limits, limitOf } from '../agent-spec.ts';
import type { Spec } from '../team-spec.ts';
import type { Path } from '../text/reporter.ts';
import { isAtLeastAsStrong } from './invariant-strength.ts';
import { toolAccess } from './tool-access.ts';

/** One way in which a spec binds less than another. */
export interface Loosening {
  risk:
    | 'write_access_gained'
    | 'tool_gained'
    | 'approval_removed'
    | 'invariant_removed'
    | 'invariant_weakened'
    | 'ceiling_raised'
    | 'region_widened';
  path: Path;
  summary: string;
  before: string | null;
  after: string | null;
}

const limitWords: Readonly<Record<keyof Limits, (value: number) => string>> = {
  maxCostUsd: (value) => `$${value} a run`,
  maxSteps: (value) => `${value} model calls`,
  maxSeconds: (value) => `${value} seconds`,
  maxOutputTokens: (value) => `${value} output tokens a call`,
  maxTokens: (value) => (Number.isFinite(value) ? `${value} tokens a run` : 'any number of tokens'),
  maxDepth: (value) => `${value} agents deep`,
};

export function describeLimit(limits: Limits, key: keyof Limits): string {
  return limitWords[key](limitOf(limits, key));
}

export const limitKeys: readonly (keyof Limits)[] = [
  'maxCostUsd',
  'maxSteps',
  'maxSeconds',
  'maxOutputTokens',
  'maxTokens',
  'maxDepth',
];

/** Tools, approvals, invariants, limits and regions of `after` that bind less than those of `before`; empty: none. */
export function findLoosenings(before: Spec, after: Spec): Loosening[] {
  return [
    ...toolLoosenings(before, after),
    ...approvalLoosenings(before, after),
    ...invariantLoosenings(before, after),
    ...limitLoosenings(before, after),
    ...regionLoosenings(before, after),
  ];
}

function toolLoosenings(before: Spec, after: Spec): Loosening[] {
  // A team declares no tools; its members bring their own.
  if (before.kind === 'Team') return [];
  const had = toolAccess(before);
  const found: Loosening[] = [];
  for (const tool of toolAccess(after).values()) {
    const old = had.get(tool.name);
    if (old?.source === tool.source) continue;
    found.push({
      risk: tool.writes ? 'write_access_gained' : 'tool_gained',
      path: ['tools', tool.index],
      summary: old
        ? `The tool ${tool.name} now comes from ${tool.source}.`
        : `Gains the tool ${tool.name}${tool.writes ? ', which can change things outside the run' : ''}.`,
      before: old?.source ?? null,
      after: tool.source,
    });
  }
  return found;
}

function approvalLoosenings(before: Spec, after: Spec): Loosening[] {
  if (before.kind === 'Team' || after.kind === 'Team') return [];
  const stillThere = toolAccess(after);
  const found: Loosening[] = isLooserSilence(before, after)
    ? [
        {
          risk: 'approval_removed',
          path: ['approvals'],
          summary: `${describeSilence(after)}; before: ${describeSilence(before)}.`,
          before: describeSilence(before),
          after: describeSilence(after),
        },
      ]
    : [];
  const removed = before.approvals
    .filter((name) => !after.approvals.includes(name) && stillThere.has(name))
    .map((name) => ({
      risk: 'approval_removed',
      path: ['approvals'],
      summary: `Calls of ${name} no longer wait for a person.`,
      before: name,
      after: null,
    })) satisfies Loosening[];
  return [...found, ...removed];
}

/** Whether silence approves where it did not, or sooner. */
export function isLooserSilence(before: AgentSpec, after: AgentSpec): boolean {
  const [was, is] = [before.silence ?? defaultSilence, after.silence ?? defaultSilence];
  if (is.onTimeout === 'deny') return false;
  return was.onTimeout === 'deny' || is.timeoutSeconds < was.timeoutSeconds;
}

export function describeSilence({ silence = defaultSilence }: AgentSpec): string {
  const answer = silence.onTimeout === 'approve' ? 'approves' : 'refuses';
  return `Silence ${answer} after ${silence.timeoutSeconds} seconds`;
}

function invariantLoosenings(before: Spec, after: Spec): Loosening[] {
  const found: Loosening[] = [];
  for (const parent of before.invariants) {
    if (after.invariants.some((child) => isAtLeastAsStrong(child, parent))) continue;
    const index = after.invariants.findIndex(({ id }) => id === parent.id);
    const child = after.invariants[index];
    found.push({
      risk: child ? 'invariant_weakened' : 'invariant_removed',
      path: child ? ['invariants', index] : ['invariants'],
      summary: child
        ? `The invariant ${parent.id} no longer binds as it did: ${parent.says}`
        : `The invariant ${parent.id} is gone: ${parent.says}`,
      before: parent.says,
      after: child?.says ?? null,
    });
  }
  return found;
}

function limitLoosenings(before: Spec, after: Spec): Loosening[] {
  return limitKeys
    .filter((key) => limitOf(after.limits, key) > limitOf(before.limits, key))
    .map((key) => ({
      risk: 'ceiling_raised',
      path: key in after.limits ? ['limits', key] : ['limits'],
      summary: `The ceiling rises from ${describeLimit(before.limits, key)} to ${describeLimit(after.limits, key)}.`,
      before: before.limits[key]?.toString() ?? null,
      after: after.limits[key]?.toString() ?? null,
    }));
}

/** Where the words of a run may travel is a promise to the people whose words they are. */
function regionLoosenings(before: Spec, after: Spec): Loosening[] {
  const allowed = regionsOf(before);
  if (allowed === undefined) return [];
  const wanted = regionsOf(after);
  if (wanted?.every((region) => allowed.includes(region))) return [];
  return [
    {
      risk: 'region_widened',
      path: ['model'],
      summary: `The model may be served from ${wanted?.join(', ') ?? 'anywhere'}, no longer from ${allowed.join(', ')} alone.`,
      before: allowed.join(', '),
      after: wanted?.join(', ') ?? null,
    },
  ];
}

function regionsOf(spec: Spec): readonly string[] | undefined {
  return spec.kind === 'Agent' ? spec.model.regions : undefined;
}

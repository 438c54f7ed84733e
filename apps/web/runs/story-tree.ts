import type { StepOf, StoryStep } from './story.ts';

/** What a visit of a member took, with all that worked inside it. Cost in 10⁻⁹ USD. */
export interface Took {
  costNanoUsd: number;
  tokens: number;
  calls: number;
}

export interface StoryGroup {
  kind: 'group';
  visit: StepOf<'member'>;
  took: Took;
  inside: readonly StoryNode[];
}
export type StoryNode = { kind: 'step'; step: StoryStep } | StoryGroup;

/** A line of the list: a step or the head of a member's visit, so many members deep. */
export interface StoryRow {
  step: StoryStep;
  depth: number;
  /** Of a visit that folds; null for a step of its own. */
  group: StoryGroup | null;
}

interface OpenGroup extends StoryGroup {
  took: Took;
  inside: StoryNode[];
}

/** Steps under the visits of the members that made them, each visit where it began. */
export function groupByMember(steps: readonly StoryStep[]): readonly StoryNode[] {
  const roots: StoryNode[] = [];
  const groups = new Map<number, OpenGroup>();
  for (const step of steps) {
    const siblings = step.within === null ? roots : (groups.get(step.within)?.inside ?? roots);
    if (step.kind === 'member') {
      const group: OpenGroup = {
        kind: 'group',
        visit: step,
        took: { costNanoUsd: 0, tokens: 0, calls: 0 },
        inside: [],
      };
      groups.set(step.key, group);
      siblings.push(group);
      continue;
    }
    siblings.push({ kind: 'step', step });
    if (step.kind !== 'model' || step.finished === null) continue;
    let within = step.within;
    while (within !== null) {
      const group = groups.get(within);
      if (group === undefined) break;
      group.took.costNanoUsd += step.finished.cost_nano_usd;
      group.took.tokens += step.finished.tokens.total;
      group.took.calls += 1;
      within = group.visit.within;
    }
  }
  return roots;
}

/** The group of a visit, by the visit's key. */
export function groupOf(nodes: readonly StoryNode[], visit: number): StoryGroup | null {
  for (const node of nodes) {
    if (node.kind === 'step') continue;
    const found = node.visit.key === visit ? node : groupOf(node.inside, visit);
    if (found !== null) return found;
  }
  return null;
}

/** The lines that show, with those of folded visits left out. */
export function rowsOf(nodes: readonly StoryNode[], folded: ReadonlySet<number>): readonly StoryRow[] {
  const rows: StoryRow[] = [];
  add(nodes, 0);
  return rows;

  function add(level: readonly StoryNode[], depth: number): void {
    for (const node of level) {
      if (node.kind === 'step') {
        rows.push({ step: node.step, depth, group: null });
        continue;
      }
      rows.push({ step: node.visit, depth, group: node });
      if (!folded.has(node.visit.key)) add(node.inside, depth + 1);
    }
  }
}

/** The visits around a step, from the outside in. */
export function visitsAround(steps: readonly StoryStep[], step: StoryStep): readonly StepOf<'member'>[] {
  const around: StepOf<'member'>[] = [];
  let within = step.within;
  while (within !== null) {
    const visit = steps.find((candidate) => candidate.key === within);
    if (visit?.kind !== 'member') break;
    around.unshift(visit);
    within = visit.within;
  }
  return around;
}

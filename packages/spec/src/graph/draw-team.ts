import { isList, isMapping, valueAt } from '../edit/value.ts';
import type { JsonValue } from '../json-schema.ts';
import type { Path } from '../text/reporter.ts';
import type { Drawing } from './drawing.ts';

interface Member {
  id: string;
  agent: string;
  path: Path;
  keywords: string;
}

function textAt(value: JsonValue, path: Path): string | null {
  const text = valueAt(value, path);
  return typeof text === 'string' ? text : null;
}

function begin(drawing: Drawing): { start: string; end: string } {
  return {
    start: drawing.node('start', { kind: 'start', label: 'START' }),
    end: drawing.node('end', { kind: 'end', label: 'END' }),
  };
}

function drawMembers(drawing: Drawing): Member[] {
  const members = valueAt(drawing.value, ['members']);
  if (!isList(members)) return [];
  return members.flatMap((each, index): Member[] => {
    const agent = isMapping(each) ? each.agent : each;
    if (typeof agent !== 'string') return [];
    const path = ['members', index];
    const words = valueAt(each, ['keywords']);
    const id = drawing.node(`member:${agent}`, { kind: 'member', role: 'member', label: agent, agent, path });
    return [{ id, agent, path, keywords: isList(words) ? words.join(', ') : '' }];
  });
}

/** An agent that the spec names by its role; null where it names none. */
function drawRole(drawing: Drawing, role: string): string | null {
  const agent = textAt(drawing.value, [role]);
  if (agent === null) return null;
  return drawing.node(role, { kind: 'member', role, label: agent, agent, path: [role] });
}

function drawRouter(drawing: Drawing): void {
  const { start, end } = begin(drawing);
  const router = drawing.node('router', { kind: 'router', label: 'router', path: ['pattern'] });
  drawing.edge({ kind: 'next', from: start, to: router });
  const fallback = textAt(drawing.value, ['default']);
  for (const { id, agent, path, keywords } of drawMembers(drawing)) {
    const isFallback = agent === fallback;
    drawing.edge({
      kind: isFallback ? 'fallback' : 'routes',
      from: router,
      to: id,
      label: keywords === '' ? null : keywords,
      path: isFallback ? ['default'] : path,
    });
    drawing.edge({ kind: 'next', from: id, to: end });
  }
}

function drawSequence(drawing: Drawing): void {
  const { start, end } = begin(drawing);
  let last = start;
  for (const { id, path } of drawMembers(drawing)) {
    drawing.edge({ kind: 'next', from: last, to: id, path });
    last = id;
  }
  drawing.edge({ kind: 'next', from: last, to: end });
}

function drawParallel(drawing: Drawing): void {
  const { start, end } = begin(drawing);
  const members = drawMembers(drawing);
  const merge = drawRole(drawing, 'merge');
  for (const { id, path } of members) {
    drawing.edge({ kind: 'next', from: start, to: id, path });
    drawing.edge({ kind: 'next', from: id, to: merge ?? end });
  }
  if (merge) drawing.edge({ kind: 'next', from: merge, to: end });
}

function drawSupervisor(drawing: Drawing): void {
  const { start, end } = begin(drawing);
  const supervisor = drawRole(drawing, 'supervisor');
  const members = drawMembers(drawing);
  if (supervisor === null) return;
  drawing.edge({ kind: 'next', from: start, to: supervisor });
  for (const { id, path } of members) drawing.edge({ kind: 'delegates', from: supervisor, to: id, path });
  drawing.edge({ kind: 'next', from: supervisor, to: end });
}

function drawPlan(drawing: Drawing): void {
  const { start, end } = begin(drawing);
  let last = start;
  for (const role of ['planner', 'executor', 'persistence']) {
    const id = drawRole(drawing, role);
    if (id === null) continue;
    drawing.edge({ kind: 'next', from: last, to: id, path: [role] });
    last = id;
  }
  drawing.edge({ kind: 'next', from: last, to: end });
}

function drawGraph(drawing: Drawing): void {
  const { start, end } = begin(drawing);
  const ids = new Map([
    ['START', start],
    ['END', end],
  ]);
  const nodes = valueAt(drawing.value, ['nodes']);
  for (const [name, node] of Object.entries(isMapping(nodes) ? nodes : {})) {
    const agent = textAt(node, ['agent']);
    const path = ['nodes', name];
    ids.set(name, drawing.node(`node:${name}`, { kind: 'member', role: 'node', label: name, agent, path }));
  }
  const edges = valueAt(drawing.value, ['edges']);
  for (const [index, edge] of (isList(edges) ? edges : []).entries()) {
    const from = ids.get(textAt(edge, ['from']) ?? '');
    const to = ids.get(textAt(edge, ['to']) ?? '');
    if (from === undefined || to === undefined) continue;
    const atMost = valueAt(edge, ['atMost']);
    drawing.edge({
      kind: 'next',
      from,
      to,
      label: textAt(edge, ['when']),
      atMost: typeof atMost === 'number' ? atMost : null,
      path: ['edges', index],
    });
  }
}

const patterns = new Map<string, (drawing: Drawing) => void>([
  ['router', drawRouter],
  ['sequence', drawSequence],
  ['parallel', drawParallel],
  ['supervisor', drawSupervisor],
  ['plan-execute', drawPlan],
  ['graph', drawGraph],
]);

/** A team as its pattern runs it; of an unknown pattern the members alone. */
export function drawTeam(drawing: Drawing, pattern: string | null): void {
  const draw = patterns.get(pattern ?? '');
  if (draw) draw(drawing);
  else drawMembers(drawing);
}

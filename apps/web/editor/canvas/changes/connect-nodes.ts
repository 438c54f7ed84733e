import type { CanvasGraph, CanvasNode } from '../canvas-graph.ts';
import { endName, memberIndex } from './add-item.ts';
import type { CanvasChange, Refusal } from './change.ts';

/** Draws a way from one node to another, or what comes nearest to it in the team's pattern. */
export function connectNodes(
  graph: CanvasGraph,
  source: CanvasNode,
  target: CanvasNode,
): CanvasChange | Refusal {
  if (graph.kind === 'Agent') return connectInAgent(graph, source, target);
  const isGate = source.kind === 'gate' || target.kind === 'gate';
  // A gate stands for what is behind it.
  if (isGate) {
    const [from, to] = [behind(graph, source, 'start'), behind(graph, target, 'end')];
    if (from === undefined || to === undefined)
      return { refused: 'Rules stand here; nothing can be connected with them.' };
    return connectNodes(graph, from, to);
  }
  switch (graph.pattern) {
    case 'graph':
      return connectInGraph(graph, source, target);
    case 'sequence':
      return connectInSequence(source, target);
    case 'router':
      if (source.kind === 'router' && target.role === 'member' && target.agent !== null) {
        return {
          operations: [{ type: 'set', path: ['default'], value: target.agent }],
          says: `${target.label} answers if nothing else fits.`,
          focus: target.id,
        };
      }
      return {
        refused:
          'In a router team every member is connected already; connect the router to a member to make that one its default.',
      };
    case 'parallel':
      if (source.role === 'member' && target.role === 'member' && target.agent !== null) {
        return {
          operations: [{ type: 'set', path: ['merge'], value: target.agent }],
          says: `${target.label} makes one answer of all now.`,
          focus: 'merge',
        };
      }
      return {
        refused:
          'In a parallel team all work at the same time; connect two members to let the second make one answer of all.',
      };
    default:
      return {
        refused: `The ways of a ${graph.pattern ?? 'team'} team follow from its pattern; choose "pattern: graph" to draw them yourself.`,
      };
  }
}

function connectInAgent(
  { nodes }: CanvasGraph,
  source: CanvasNode,
  target: CanvasNode,
): CanvasChange | Refusal {
  const [agent, tool] = source.kind === 'tool' ? [target, source] : [source, target];
  const asked = new Set(nodes.flatMap((node) => (node.kind === 'approval' ? [node.label] : [])));
  const name = tool.tools.find((each) => !asked.has(each));
  if (agent.kind === 'approval' && tool.kind === 'tool' && name !== undefined) {
    return {
      operations: [{ type: 'addApproval', tool: name }],
      says: `Calls of ${name} wait for a person now.`,
      focus: `approval:${name}`,
    };
  }
  return { refused: 'An agent may call all of its tools already. To let a tool wait for a person, open it.' };
}

function connectInGraph(graph: CanvasGraph, source: CanvasNode, target: CanvasNode): CanvasChange | Refusal {
  const from = endName(source);
  const to = endName(target);
  if (from === null || to === null) return { refused: 'Only nodes, the start and the end can be connected.' };
  if (from === 'END') return { refused: 'Nothing comes after the end.' };
  if (to === 'START') return { refused: 'Nothing comes before the start.' };
  const between = graph.edges.filter((edge) => edge.from === source.id && edge.to === target.id);
  if (between.some(({ label }) => label === null)) {
    return { refused: `${from} leads to ${to} already; open that edge to give it a condition.` };
  }
  return {
    operations: [{ type: 'connect', from, to }],
    says: `Connected ${from} to ${to}.`,
    focus: target.id,
  };
}

function connectInSequence(source: CanvasNode, target: CanvasNode): CanvasChange | Refusal {
  const from = memberIndex(source);
  const to = memberIndex(target);
  if (to === null || (from === null && source.kind !== 'start')) {
    return {
      refused:
        'In a sequence members are connected in their order; connect a member to the one that shall come after it.',
    };
  }
  const before = from ?? -1;
  const place = to > before ? before + 1 : before;
  if (place === to)
    return {
      refused: `${target.label} comes after ${source.kind === 'start' ? 'the start' : source.label} already.`,
    };
  return {
    operations: [{ type: 'moveMember', from: to, to: place }],
    says: `${target.label} comes after ${source.kind === 'start' ? 'the start' : source.label} now.`,
    focus: target.id,
  };
}

function behind({ nodes }: CanvasGraph, node: CanvasNode, end: 'start' | 'end'): CanvasNode | undefined {
  if (node.kind !== 'gate') return node;
  const label = end === 'start' ? 'input' : 'output';
  return node.label === label ? nodes.find(({ kind }) => kind === end) : undefined;
}

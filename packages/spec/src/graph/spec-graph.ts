import { documentValue } from '../edit/document-value.ts';
import { EditRefusal } from '../edit/edit-problem.ts';
import { slotAt } from '../edit/layout.ts';
import { readLayout } from '../edit/read-layout.ts';
import { createSource } from '../text/source.ts';
import { drawAgent } from './draw-agent.ts';
import { drawGates } from './draw-gates.ts';
import { drawTeam } from './draw-team.ts';
import { createDrawing } from './drawing.ts';
import type { SpecGraph } from './graph.ts';

/**
 * A spec as nodes and edges, each with its place in the text. It goes by the text and not by the document, so that the
 * canvas goes on while there are mistakes elsewhere; what does not say enough to be drawn is left out. Null for what
 * cannot be read at all. Positions are no part of it: see decision 0421.
 */
export function specGraph(text: string): SpecGraph | null {
  try {
    const layout = readLayout(text);
    const value = documentValue(layout);
    const drawing = createDrawing(value, createSource(text), (path) => {
      const slot = slotAt(layout.root, path);
      if (slot === undefined) return undefined;
      const { start } = 'keySpan' in slot.holder ? slot.holder.keySpan : slot.node;
      return { start, end: Math.max(start, slot.node.end) };
    });
    if (value.kind === 'Team') {
      const pattern = typeof value.pattern === 'string' ? value.pattern : null;
      drawTeam(drawing, pattern);
      drawGates(drawing);
      return drawing.graph('Team', pattern);
    }
    drawAgent(drawing);
    drawGates(drawing);
    return drawing.graph('Agent', null);
  } catch (error) {
    if (error instanceof EditRefusal) return null;
    throw error;
  }
}

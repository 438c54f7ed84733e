import type { DragEvent } from 'react';
import type { ToolOffer } from './tool-offer.ts';

/** What is dragged onto the list of tools: an offer of the palette, or a tool of the list to another place. */
export type Dragged = { offer: ToolOffer } | { from: number };

const type = 'application/x-agent-factory-tool';

/** Its text, for other places to drop it on: the YAML of a text editor, a chat. */
export function drag(event: DragEvent, dragged: Dragged, text: string): void {
  event.dataTransfer.setData(type, JSON.stringify(dragged));
  event.dataTransfer.setData('text/plain', text);
  event.dataTransfer.effectAllowed = 'offer' in dragged ? 'copy' : 'move';
}

export function isDragged(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(type);
}

/** Null for what comes from elsewhere. */
export function dropped(event: DragEvent): Dragged | null {
  const data = event.dataTransfer.getData(type);
  return data === '' ? null : (JSON.parse(data) as Dragged);
}

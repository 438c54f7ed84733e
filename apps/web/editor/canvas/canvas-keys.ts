/** What keys do on a canvas, for its help and for the handler: one list for both. */
export const canvasKeys = [
  { command: 'left', keys: ['←'], does: 'To the node before' },
  { command: 'right', keys: ['→'], does: 'To the next node' },
  { command: 'up', keys: ['↑'], does: 'To the one above' },
  { command: 'down', keys: ['↓'], does: 'To the one below' },
  { command: 'edges', keys: ['e'], does: 'Through the lines of a node' },
  { command: 'open', keys: ['↵'], does: 'Open it' },
  { command: 'add', keys: ['a'], does: 'Add a tool or an agent' },
  { command: 'connect', keys: ['c'], does: 'Connect it with another' },
  { command: 'rename', keys: ['F2'], does: 'Rename it' },
  { command: 'remove', keys: ['Del'], does: 'Remove it' },
  { command: 'select', keys: ['Space'], does: 'Choose it with others' },
  { command: 'all', keys: ['⌘', 'A'], does: 'Choose all' },
  { command: 'earlier', keys: ['Alt', '↑'], does: 'One place back in its list' },
  { command: 'later', keys: ['Alt', '↓'], does: 'One place on in its list' },
  { command: 'undo', keys: ['⌘', 'Z'], does: 'Undo' },
  { command: 'redo', keys: ['⇧', '⌘', 'Z'], does: 'Redo' },
  { command: 'search', keys: ['/'], does: 'Search the canvas' },
  { command: 'tidy', keys: ['t'], does: 'Tidy up' },
  { command: 'in', keys: ['+'], does: 'Larger' },
  { command: 'out', keys: ['-'], does: 'Smaller' },
  { command: 'fit', keys: ['0'], does: 'Show everything' },
  { command: 'help', keys: ['h'], does: 'These keys' },
] as const;

export type CanvasCommand = (typeof canvasKeys)[number]['command'] | 'cancel';

export interface PressedKey {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const plain: Readonly<Record<string, CanvasCommand>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Enter: 'open',
  Escape: 'cancel',
  Delete: 'remove',
  Backspace: 'remove',
  F2: 'rename',
  ' ': 'select',
  '/': 'search',
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '0': 'fit',
  a: 'add',
  c: 'connect',
  e: 'edges',
  h: 'help',
  t: 'tidy',
};

const withCommand: Readonly<Record<string, CanvasCommand>> = { a: 'all', f: 'search', z: 'undo', y: 'redo' };
const withAlt: Readonly<Record<string, CanvasCommand>> = {
  ArrowUp: 'earlier',
  ArrowLeft: 'earlier',
  ArrowDown: 'later',
  ArrowRight: 'later',
};

/** Copy, cut and paste are the browser's own events. */
export function commandOf({ key, metaKey, ctrlKey, altKey, shiftKey }: PressedKey): CanvasCommand | null {
  if (altKey) return metaKey || ctrlKey ? null : (withAlt[key] ?? null);
  if (metaKey || ctrlKey) {
    const command = withCommand[key.toLowerCase()] ?? null;
    return command === 'undo' && shiftKey ? 'redo' : command;
  }
  return plain[key] ?? null;
}

import { createReporter } from '../text/reporter.ts';
import { scanCharacters } from '../text/scan-characters.ts';
import { createSource } from '../text/source.ts';
import { splitDocument } from '../text/split-document.ts';
import { EditRefusal } from './edit-problem.ts';
import type { Layout } from './layout.ts';
import { type Piece, readPiece } from './read-piece.ts';
import { readPieces } from './read-pieces.ts';
import { readStyle } from './read-style.ts';
import { shifted } from './shifted.ts';

/** The last texts that were read: an edit leaves the text that the next one begins with. */
const known: Layout[] = [];
const mostKnown = 4;

/**
 * Reads where everything of a text stands. Only what cannot be read at all is refused (`EditRefusal`); broken places
 * show in `errors`, and the rest can be edited.
 */
export function readLayout(text: string): Layout {
  const kept = known.find((layout) => layout.text === text);
  if (kept) return kept;
  const layout = layOut(text);
  known.unshift(layout);
  if (known.length > mostKnown) known.pop();
  return layout;
}

function layOut(text: string): Layout {
  const whole = { start: 0, end: Math.min(1, text.length) };
  const reporter = createReporter(createSource(text));
  // Characters that the language forbids are no obstacle to an edit elsewhere; size and encoding are.
  if (!scanCharacters(text, reporter)) {
    const refused = reporter.diagnostics.find(
      ({ code }) => code === 'too_large' || code === 'encoding_utf16',
    );
    if (refused) throw new EditRefusal('unreadable_text', refused.message, [], whole);
  }
  const parts = splitDocument(text);
  const base = parts.yaml.start;
  const yaml = text.slice(base, parts.yaml.end);
  const piece: Piece | null = readPieces(yaml) ?? readPiece(yaml);
  if (piece === null) {
    const message = 'The text is nested too deep or holds too much to be read; shorten it in the text.';
    throw new EditRefusal('unreadable_text', message, [], whole);
  }
  if (piece.second !== null) {
    const start = base + piece.second;
    const message = 'The text holds more than one document; keep one.';
    throw new EditRefusal('unreadable_text', message, [], { start, end: start + 3 });
  }
  const root = piece.node && shifted(piece.node, base);
  return {
    text,
    parts,
    root,
    errors: piece.errors.map(({ message, start, end }) => ({
      message,
      start: base + start,
      end: base + end,
    })),
    style: readStyle(text, root),
  };
}

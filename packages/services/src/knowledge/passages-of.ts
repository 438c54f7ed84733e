import type { NewPassage } from '@agent-factory/db';
import { cutText } from './cut-text.ts';
import type { Section } from './sections.ts';

/** The pieces in which a document is found, in its order. */
export function passagesOf(sections: readonly Section[]): NewPassage[] {
  return sections.flatMap(({ heading, page, text }) =>
    cutText(text)
      .map(({ start, end }) => text.slice(start, end).trim())
      .filter((body) => body !== '')
      .map((body) => ({ heading, page, body })),
  );
}

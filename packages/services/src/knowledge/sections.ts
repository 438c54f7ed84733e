/** A stretch of a document under one heading, or one page of a PDF. */
export interface Section {
  /** The headings above, outermost first: `Refunds › Damaged goods`; empty where there are none. */
  heading: string;
  page: number | null;
  text: string;
}

const maxHeadingCharacters = 300;

/** Markdown by its headings (`#` and underlined); what looks like one inside a fence of code is code. */
export function sectionsOf(markdown: string): Section[] {
  const sections: Section[] = [];
  const above: { level: number; title: string }[] = [];
  let lines: string[] = [];
  let fence: string | null = null;

  const close = () => {
    const text = lines.join('\n').trim();
    lines = [];
    if (text === '') return;
    const heading = above.map(({ title }) => title).join(' › ');
    sections.push({ heading: heading.slice(0, maxHeadingCharacters), page: null, text });
  };
  const open = (level: number, title: string) => {
    close();
    while ((above.at(-1)?.level ?? 0) >= level) above.pop();
    above.push({ level, title });
  };

  for (const line of markdown.split('\n')) {
    const mark: string | undefined = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
    } else if (mark !== undefined) {
      fence = mark;
    } else {
      const hashes = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/.exec(line);
      if (hashes?.[1] !== undefined) {
        open(hashes[1].length, (hashes[2] ?? '').replace(/[ \t]+#+[ \t]*$/, '').trim());
        continue;
      }
      const before = lines.at(-1)?.trim() ?? '';
      const isUnderline = /^ {0,3}(=+|-{3,})[ \t]*$/.test(line);
      const standsAlone = (lines.at(-2)?.trim() ?? '') === '';
      if (isUnderline && before !== '' && standsAlone && !/^[-*+>|]/.test(before)) {
        lines.pop();
        open(line.trim().startsWith('=') ? 1 : 2, before);
        continue;
      }
    }
    lines.push(line);
  }
  close();
  return sections;
}

/**
 * Texts that somebody else wrote stand in a question to a judge between two lines that carry a random mark, each of
 * their lines led by a bar. A text cannot close its fence: no line of it begins like one, and the mark is in none.
 */
export interface Fence {
  /** 24 hexadecimal digits that occur in none of the texts. The judge must repeat it, so that what only parrots a text is no answer. */
  mark: string;
  /** The text between its two lines. */
  around(name: string, text: string): string;
}

/** A fence for these texts; `random` gives marks (another is drawn while a text holds one). */
export function fenceFor(texts: readonly string[], random: () => string = randomMark): Fence {
  let mark = random();
  while (texts.some((text) => text.toLowerCase().includes(mark))) mark = random();
  return {
    mark,
    around: (name, text) =>
      [`<<<${name} ${mark}`, ...linesOf(text).map((line) => `| ${line}`), `${name} ${mark}>>>`].join('\n'),
  };
}

/** Everything that a model or a terminal may take for the end of a line ends one; other control characters are shown. */
function linesOf(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replace(/\p{Cc}/gu, (each) => (each === '\t' ? each : '\uFFFD')));
}

function randomMark(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

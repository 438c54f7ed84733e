/** A pattern that finds whole words, whatever their case. `wordsOf` reads it back. */
export function patternOf(words: readonly string[]): string {
  return `(?i)(?:${words.map(wordPattern).join('|')})`;
}

/** The words that a pattern of `patternOf` finds; null for any other pattern. */
export function wordsOf(pattern: string): string[] | null {
  const inside = /^\(\?i\)\(\?:(.*)\)$/s.exec(pattern)?.[1];
  if (inside === undefined) return null;
  const words = alternatives(inside).map(unescaped);
  return words.length > 0 && words.every(Boolean) && patternOf(words) === pattern ? words : null;
}

// RE2's \b knows ASCII alone: beside any other letter it would never hold.
const edge = /[A-Za-z0-9_]/;

function wordPattern(word: string): string {
  const body = word.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
  return `${edge.test(word[0] ?? '') ? '\\b' : ''}${body}${edge.test(word.at(-1) ?? '') ? '\\b' : ''}`;
}

function alternatives(text: string): string[] {
  const found = [''];
  for (const [piece] of text.matchAll(/\\.|[^\\]|\\$/gs)) {
    if (piece === '|') found.push('');
    else found[found.length - 1] += piece;
  }
  return found;
}

function unescaped(pattern: string): string {
  const pieces = [...pattern.matchAll(/\\.|[^\\]|\\$/gs)].map(([piece]) => piece);
  return pieces
    .map((piece) => (piece === '\\b' ? '' : piece.length > 1 && piece[0] === '\\' ? piece.slice(1) : piece))
    .join('');
}

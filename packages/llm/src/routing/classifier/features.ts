/** Buckets that n-grams are hashed into; a power of two. */
export const buckets = 4096;

/** A classifier reads the beginning of a question; what follows is mostly the material that it is about. */
const readAtMost = 600;

const words = /[\p{L}\p{N}]+|[^\p{L}\p{N}\s]/gu;

/**
 * The buckets of a question's words, pairs of neighbours and three- and four-letter pieces (feature hashing,
 * Weinberger et al. 2009), each once. Position at the beginning counts as a feature of its own.
 */
export function featuresOf(question: string): Uint16Array {
  const seen = new Set<number>();
  const tokens = question.slice(0, readAtMost).toLowerCase().match(words) ?? [];
  let before = '^';
  for (const [index, token] of tokens.entries()) {
    seen.add(bucketOf('w', token));
    seen.add(bucketOf('p', `${before} ${token}`));
    if (index < 2) seen.add(bucketOf(`s${index}`, token));
    const padded = `<${token}>`;
    for (let size = 3; size <= 4; size++) {
      for (let at = 0; at + size <= padded.length; at++) seen.add(bucketOf('c', padded.slice(at, at + size)));
    }
    before = token;
  }
  return Uint16Array.from(seen);
}

/** FNV-1a over UTF-16 code units. */
function bucketOf(kind: string, text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < kind.length; i++) hash = Math.imul(hash ^ kind.charCodeAt(i), 0x01000193);
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}

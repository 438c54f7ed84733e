/** How long a vector is unless another length is asked for. */
const usualDimensions = 256;
const fewestDimensions = 8;
const mostDimensions = 4_096;

export const hashEmbeddingModel = 'offline/hash-embedding-1';

/**
 * A vector of hashed words and character trigrams (the hashing trick, Weinberger et al. 2009), of length 1. The same
 * text always gives the same vector; texts that share words lie close. It knows spelling, not meaning.
 */
export function embedOffline(text: string, dimensions = usualDimensions): number[] {
  const size = Math.min(mostDimensions, Math.max(fewestDimensions, dimensions));
  const vector = new Array<number>(size).fill(0);
  for (const word of text
    .toLowerCase()
    .normalize('NFKC')
    .match(/[\p{L}\p{N}]+/gu) ?? []) {
    add(vector, `w:${word}`, 1);
    const edged = ` ${word} `;
    for (let i = 0; i + 3 <= edged.length; i++) add(vector, edged.slice(i, i + 3), 0.5);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** The sign comes from another bit than the place, so that collisions cancel out on average. */
function add(vector: number[], feature: string, weight: number): void {
  const hashed = fnv1a(feature);
  const place = (hashed >>> 1) % vector.length;
  vector[place] = (vector[place] ?? 0) + ((hashed & 1) === 0 ? weight : -weight);
}

function fnv1a(text: string): number {
  let hashed = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hashed = Math.imul(hashed ^ text.charCodeAt(i), 0x01000193);
  hashed = Math.imul(hashed ^ (hashed >>> 16), 0x85ebca6b);
  return (hashed ^ (hashed >>> 13)) >>> 0;
}

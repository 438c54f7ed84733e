/** A vector of length 1 as it is stored: 32-bit floats, little endian. All zeros where there is no direction. */
export function storedVector(values: readonly number[]): Buffer {
  const length = Math.hypot(...values) || 1;
  const stored = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) stored.writeFloatLE(value / length, index * 4);
  return stored;
}

/** The cosine of two stored vectors; null where they have not the same dimensions. */
export function cosine(a: Buffer, b: Buffer): number | null {
  if (a.length !== b.length) return null;
  let sum = 0;
  for (let at = 0; at < a.length; at += 4) sum += a.readFloatLE(at) * b.readFloatLE(at);
  return sum;
}

/**
 * A tool call's id as a vendor takes it. Ids of other vendors may be too long or hold other characters (a thread may
 * change models between turns), so those are replaced, each always by the same.
 */
export function fitToolId(id: string, fits: RegExp, prefix: string): string {
  return fits.test(id) ? id : prefix + hash(id);
}

/** Nine letters and digits (cyrb53, 53 bits): what Mistral asks for, and enough for the calls of a thread. */
function hash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  const value = 4294967296 * (2097151 & b) + (a >>> 0);
  return value.toString(36).padStart(9, '0').slice(-9);
}

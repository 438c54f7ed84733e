import { canonicalJson } from '@agent-factory/spec/canonical-json';

/** The last link of the chain over a run's events, as its receipt names it, in hex. Null where there is no SHA-256. */
export async function chainHead(
  events: readonly { at: string; data: unknown; seq: number }[],
  subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle,
): Promise<string | null> {
  if (subtle === undefined) return null;
  const encoder = new TextEncoder();
  let link = new Uint8Array(32);
  for (const { at, data, seq } of events) {
    const text = encoder.encode(canonicalJson({ at, data, seq }));
    const both = new Uint8Array(link.length + text.length);
    both.set(link);
    both.set(text, link.length);
    link = new Uint8Array(await subtle.digest('SHA-256', both));
  }
  return Array.from(link, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

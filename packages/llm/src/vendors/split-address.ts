/** A base URL as connections need it: its origin, and its path without a slash at the end. */
export interface Address {
  origin: string;
  prefix: string;
}

const split = new Map<string, Address>();

/** Remembered, since every call asks. */
export function splitAddress(baseUrl: string): Address {
  const known = split.get(baseUrl);
  if (known !== undefined) return known;
  const { origin, pathname } = new URL(baseUrl);
  const address = { origin, prefix: pathname.replace(/\/+$/, '') };
  if (split.size > 1_000) split.clear();
  split.set(baseUrl, address);
  return address;
}

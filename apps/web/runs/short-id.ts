/** An id short enough to be said aloud: its kind and its last six characters, which are random. */
export function shortId(id: string): string {
  return `${id.slice(0, id.indexOf('_') + 1)}…${id.slice(-6)}`;
}

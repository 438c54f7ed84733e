/**
 * The same answer for the same source, kept for the last `most` of them: while somebody types, a spec is
 * read again with every key, and nearly all its patterns and expressions are those of the time before.
 * Answers must not change; a throw is not kept.
 */
export function remembered<T>(make: (source: string) => T, most = 500): (source: string) => T {
  const known = new Map<string, T>();
  return (source) => {
    const old = known.get(source);
    if (old !== undefined) return old;
    const made = make(source);
    const oldest = known.size >= most ? known.keys().next() : undefined;
    if (oldest?.done === false) known.delete(oldest.value);
    known.set(source, made);
    return made;
  };
}

/** The fetch that Ollama's client needs, since it hands a caller's signal down to nobody. */
export function ollamaFetch(fetch: typeof globalThis.fetch, signal: AbortSignal): typeof globalThis.fetch {
  return (input, init) => {
    const both = init?.signal == null ? signal : AbortSignal.any([signal, init.signal]);
    return fetch(input, { ...init, signal: both });
  };
}

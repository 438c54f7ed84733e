/** Opens the builder over whatever is shown: on a rule by its id, or on the library by `new`. It stands in the address. */
export function openBuilder(invariant: string): void {
  const params = new URLSearchParams(window.location.search);
  params.set('invariant', invariant);
  window.history.replaceState(null, '', `?${params}`);
}

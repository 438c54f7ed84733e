/**
 * Reads the addresses that Perplexity names beside an answer: `citations` of a chat completion, or the results of
 * the `search_results` item of a response, in the order in which the answer's "[1]" count them.
 */
export async function* collectSources(
  events: AsyncIterable<unknown>,
  sources: string[],
): AsyncGenerator<unknown> {
  for await (const event of events) {
    const named = citationsOf(event);
    if (named.length > 0) sources.splice(0, sources.length, ...named);
    yield event;
  }
}

function citationsOf(event: unknown): string[] {
  const citations = listAt(event, 'citations');
  if (citations.length > 0) return citations.filter((entry) => typeof entry === 'string');
  const items = listAt(at(event, 'response'), 'output');
  const results = items
    .filter((item) => at(item, 'type') === 'search_results')
    .flatMap((item) => listAt(item, 'results'));
  return results.flatMap((result) => {
    const url = at(result, 'url');
    return typeof url === 'string' ? [url] : [];
  });
}

function listAt(value: unknown, key: string): unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

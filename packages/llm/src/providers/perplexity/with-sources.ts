import type { ProviderEvent } from '../provider.ts';

/**
 * Puts the addresses that an answer's "[1]" stand for below it; without them its citations would lead nowhere.
 * `sources` is filled while the answer is read, so it is looked at when the answer ends.
 */
export async function* withSources(
  events: AsyncIterable<ProviderEvent>,
  sources: readonly string[],
): AsyncGenerator<ProviderEvent> {
  let written = '';
  for await (const event of events) {
    if (event.type === 'text') written += event.text;
    if (event.type === 'finish' && event.finishReason === 'stop') {
      const cited = sources.flatMap((url, index) =>
        written.includes(`[${index + 1}]`) ? [`[${index + 1}] ${url}`] : [],
      );
      if (cited.length > 0) yield { type: 'text', text: `\n\nSources:\n${cited.join('\n')}` };
    }
    yield event;
  }
}

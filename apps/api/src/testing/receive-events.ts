/** One server-sent event as a client of the protocol reads it. */
export interface ReceivedEvent {
  id: string | null;
  event: string;
  data: string;
}

/** Reads `text/event-stream` as it arrives; comments and `retry` are skipped. */
export async function* receiveEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ReceivedEvent> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon), line.slice(colon + 1).trimStart()] as const;
        }),
      );
      const data = fields.get('data');
      if (data !== undefined)
        yield { id: fields.get('id') ?? null, event: fields.get('event') ?? 'message', data };
    }
  }
}

export async function receiveAll(response: Response): Promise<ReceivedEvent[]> {
  const events: ReceivedEvent[] = [];
  if (response.body === null) throw new Error('the answer has no body');
  for await (const event of receiveEvents(response.body)) events.push(event);
  return events;
}

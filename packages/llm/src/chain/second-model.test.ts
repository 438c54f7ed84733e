import { afterEach, describe, expect, it } from 'vitest';
import type { AnswerInfo, AnswerPiece, FinishEvent, ModelRequest } from '../model-port.ts';
import { ask, requestOf, routerOf, weather } from '../testing/ask.ts';
import { type StandIn, type StandInReply, startStandIn } from '../testing/start-stand-in.ts';
import { completionStream, messageStream } from '../testing/vendor-shapes.ts';

const open: StandIn[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((standIn) => standIn.close()));
});

async function stand(answer: (index: number) => StandInReply): Promise<StandIn> {
  const standIn = await startStandIn((_, index) => answer(index));
  open.push(standIn);
  return standIn;
}

const use = ['openai/gpt-5-mini', 'anthropic/claude-haiku-4-5'];
const bothOf = (openai: StandIn, anthropic: StandIn) => ({
  OPENAI_API_KEY: 'sk-1',
  OPENAI_BASE_URL: `${openai.url}/v1`,
  ANTHROPIC_API_KEY: 'sk-2',
  ANTHROPIC_BASE_URL: anthropic.url,
});
const silent: StandInReply = { contentType: 'text/event-stream', chunks: [], end: 'hang' };

describe('a hedged call', () => {
  /** Answers at once until its pace is known, then says nothing. */
  async function slowAfterEight() {
    const openai = await stand((index) => (index < 8 ? completionStream({ text: ['Fine.'] }) : silent));
    const anthropic = await stand(() => messageStream({ text: ['Second.'] }));
    const router = routerOf(bothOf(openai, anthropic));
    for (let i = 0; i < 8; i++) await ask(router, { use });
    return { openai, anthropic, router };
  }

  it('is answered by the second model when the first is slower than its p95, and pays for both', async () => {
    const { openai, router } = await slowAfterEight();
    const { text, finish } = await ask(router, { use }, { options: { hedge: true } });
    expect(text).toBe('Second.');
    expect(finish.attempts.map(({ outcome }) => outcome).sort()).toEqual(['abandoned', 'answered']);
    const [lost] = finish.attempts.filter(({ outcome }) => outcome === 'abandoned');
    expect(lost).toMatchObject({ estimated: true, tokens: { output: 0 } });
    expect(lost?.costNanoUsd).toBeGreaterThan(0);
    expect(finish.costNanoUsd).toBe(
      finish.attempts.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0), 0),
    );
    await expect.poll(() => openai.hangUps()).toBe(1);
  });

  it.each<[string, Partial<ModelRequest>]>([
    ['would call tools twice', { tools: [weather] }],
    ['has no room for two under its ceiling', { maxCostNanoUsd: 1_100_000 }],
  ])('asks no second model where it %s', async (_, change) => {
    const { anthropic, openai, router } = await slowAfterEight();
    const controller = new AbortController();
    const running = ask(router, { use, ...change }, { signal: controller.signal, options: { hedge: true } });
    const ended = expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => openai.requests.length).toBe(9);
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, 50);
    await promise;
    expect(anthropic.requests).toHaveLength(0);
    controller.abort();
    await ended;
  });
});

describe('an answer that breaks off', () => {
  const classic = { use: ['anthropic/claude-haiku-4-5'] };
  const cut = messageStream({ text: ['Once', ' upon'], finish: null, end: 'cut' });
  const rest = messageStream({ text: [' a time', '.'], usage: { input: 20, output: 4 } });

  it('goes on where it stopped, where that is asked for and the model can', async () => {
    const anthropic = await stand((index) => (index === 0 ? cut : rest));
    const router = routerOf(bothOf(anthropic, anthropic));
    const { text, finish } = await ask(router, classic, { options: { afterCut: 'continue' } });
    expect(text).toBe('Once upon a time.');
    expect(anthropic.requests[1]?.body).toMatchObject({
      messages: [{ role: 'user' }, { role: 'assistant' }],
    });
    expect(JSON.stringify(anthropic.requests[1]?.body)).toContain('Once upon');
    expect(finish.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
    expect(finish.tokens.output).toBe((finish.attempts[0]?.tokens.output ?? 0) + 4);
    expect(finish.estimated).toBe(true);
  });

  it.each<[string, Partial<ModelRequest>, 'none' | 'continue']>([
    ['nobody asked for it', classic, 'none'],
    ['there are tools', { ...classic, tools: [weather] }, 'continue'],
    ['a schema is to be held', { ...classic, outputSchema: { type: 'object' } }, 'continue'],
    ['the model cannot', { use: ['anthropic/claude-haiku-5-5'] }, 'continue'],
  ])('is an error where %s', async (_, change, afterCut) => {
    const anthropic = await stand((index) => (index === 0 ? cut : rest));
    const partial: string[] = [];
    const running = ask(routerOf(bothOf(anthropic, anthropic)), change, { partial, options: { afterCut } });
    await expect(running).rejects.toMatchObject({ code: 'provider_failed' });
    expect(partial.join('')).toBe('Once upon');
    expect(anthropic.requests).toHaveLength(1);
  });
});

describe('an answer that is passed on', () => {
  async function dispatched(
    reply: StandInReply,
    change: Partial<ModelRequest>,
    vendor: 'openai' | 'anthropic',
  ) {
    const standIn = await stand(() => reply);
    const router = routerOf(bothOf(standIn, standIn));
    const heard: { info?: AnswerInfo; pieces: AnswerPiece[] } = { pieces: [] };
    const finish = await new Promise<FinishEvent>((finished, failed) => {
      router.dispatch(
        requestOf({ use: [use[vendor === 'openai' ? 0 : 1] ?? ''], ...change }),
        {
          opened: (info) => {
            heard.info = info;
          },
          pieces: (pieces) => heard.pieces.push(...pieces),
          finished,
          failed,
        },
        { signal: new AbortController().signal, streamed: true },
      );
    });
    return { ...heard, finish };
  }

  it('carries the JSON of a vendor that speaks OpenAI’s, each chunk once and without [DONE]', async () => {
    const call = { id: 'a1', name: 'weather', argumentPieces: ['{"ci', 'ty":"Oslo"}'] };
    const reply = completionStream({ text: ['Let me', ' look.'], calls: [call] });
    const { info, pieces, finish } = await dispatched(reply, { tools: [weather] }, 'openai');
    expect(info).toMatchObject({ raw: true, cached: false, model: 'openai/gpt-5-mini' });
    const sent = 'chunks' in reply ? reply.chunks.map((chunk) => chunk.slice(6, -2)) : [];
    expect(pieces.flatMap(({ raw }) => raw ?? [])).toEqual(sent.filter((chunk) => chunk !== '[DONE]'));
    expect(pieces.flatMap(({ event }) => event ?? [])).toEqual([
      { type: 'text', text: 'Let me' },
      { type: 'text', text: ' look.' },
      { type: 'tool_call', call: { id: 'a1', name: 'weather', arguments: { city: 'Oslo' } } },
    ]);
    expect(finish.finishReason).toBe('tool_calls');
  });

  it('carries events alone where the vendor speaks another dialect', async () => {
    const { info, pieces } = await dispatched(messageStream({ text: ['Fine.'] }), {}, 'anthropic');
    expect(info?.raw).toBe(false);
    expect(pieces).toEqual([{ event: { type: 'text', text: 'Fine.' }, raw: null }]);
  });

  it('waits for a reader that lags, and loses nothing', async () => {
    const words = Array.from({ length: 20_000 }, (_, index) => `word ${index} `);
    const openai = await stand(() => completionStream({ text: words }));
    const router = routerOf(bothOf(openai, openai));
    let text = '';
    let read = 0;
    for await (const event of router.stream(requestOf({ use }), { signal: new AbortController().signal })) {
      if (event.type !== 'text') continue;
      text += event.text;
      if (read++ % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(text).toBe(words.join(''));
  });
});

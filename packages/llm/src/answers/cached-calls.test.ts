import { afterEach, describe, expect, it } from 'vitest';
import { drive } from '../faults/drive.ts';
import { pieces, protocols, wholeText } from '../faults/protocols.ts';
import { account, watchAccounts } from '../faults/watch-accounts.ts';
import type { AnswerPiece, CallOptions, FinishEvent } from '../model-port.ts';
import { requestOf, routerOf } from '../testing/ask.ts';
import { type MisbehavingUpstream, startMisbehaving } from '../testing/misbehaving-upstream.ts';
import { createMemoryAnswers } from './memory-answers.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const openai = protocols[0];
if (openai === undefined) throw new TypeError('no protocol');
const request = { use: [openai.model], temperature: 0 };

/** The router with its cache over a real server that answers in OpenAI's shapes; `cut` breaks its first answer off. */
async function stand({ cut = false } = {}) {
  const { opening, content, closing, contentType, env } = openai as NonNullable<typeof openai>;
  const upstream = await startMisbehaving((index) => [
    { status: 200, headers: { 'content-type': contentType } },
    { write: [...opening, ...content, ...(cut && index === 0 ? [] : closing)].join('') },
    'end',
  ]);
  const accounts = watchAccounts();
  const router = routerOf(env(upstream.url), { answers: createMemoryAnswers(), accounts });
  open.push(upstream, { close: () => router.close() });
  const ask = (options: Partial<CallOptions>, change: Partial<typeof request> = {}) =>
    drive(router, { mode: 'stream', request: { ...request, ...change }, options, whole: [wholeText] });
  return { router, upstream, accounts, ask };
}

const asked = ({ paths }: MisbehavingUpstream) => paths.length;

describe('a router with a cache', () => {
  it('asks a vendor once for the same question, and the second answer costs nothing', async () => {
    const { ask, upstream, accounts } = await stand();
    const first = await ask({ account, cache: true });
    const second = await ask({ account, cache: true });
    expect([first.text, second.text]).toEqual([wholeText, wholeText]);
    expect(first.finish).toMatchObject({ cached: false });
    expect(second.finish).toMatchObject({ cached: true, costNanoUsd: 0, tokens: first.finish?.tokens });
    expect(asked(upstream)).toBe(1);
    await expect.poll(() => accounts.records.length).toBe(1);
  });

  it('Q2: never answers one tenant from another’s', async () => {
    const { ask, upstream } = await stand();
    await ask({ account, cache: true });
    const other = await ask({ account: { ...account, teamId: 'team_2' }, cache: true });
    expect(other.finish?.cached).toBe(false);
    expect(asked(upstream)).toBe(2);
  });

  it('stays out of calls that did not ask for it, or run on nobody’s account', async () => {
    const { ask, upstream } = await stand();
    for (const options of [{ account }, { account, cache: false }, { cache: true }]) await ask(options);
    const last = await ask({ account, cache: true });
    expect(last.finish?.cached).toBe(false);
    expect(asked(upstream)).toBe(4);
  });

  it('keeps nothing of an answer that broke off', async () => {
    const { ask, upstream } = await stand({ cut: true });
    expect((await ask({ account, cache: true })).error?.code).toBe('provider_failed');
    expect((await ask({ account, cache: true })).finish?.cached).toBe(false);
    expect(asked(upstream)).toBe(2);
  });

  it('asks again where another temperature could change the answer', async () => {
    const { ask, upstream } = await stand();
    await ask({ account, cache: true });
    await ask({ account, cache: true }, { temperature: 1 });
    expect(asked(upstream)).toBe(2);
  });

  it('replays a stream as the same stream, the vendor’s chunks included', async () => {
    const { router } = await stand();
    const hear = async () => {
      const heard: AnswerPiece[] = [];
      const done = Promise.withResolvers<FinishEvent>();
      router.dispatch(
        requestOf(request),
        {
          opened: () => {},
          pieces: (some) => void heard.push(...some),
          finished: done.resolve,
          failed: done.reject,
        },
        { signal: new AbortController().signal, account, cache: true, streamed: true },
      );
      const { cached } = await done.promise;
      return { cached, heard };
    };
    const [live, replayed] = [await hear(), await hear()];
    expect([live.cached, replayed.cached]).toEqual([false, true]);
    expect(replayed.heard).toEqual(live.heard);
    expect(live.heard.flatMap(({ event }) => (event?.type === 'text' ? [event.text] : []))).toEqual(pieces);
  });
});

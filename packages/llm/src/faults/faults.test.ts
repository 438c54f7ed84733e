import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RouterConfig } from '../create-router.ts';
import { routerOf } from '../testing/ask.ts';
import {
  type MisbehavingUpstream,
  nobodyListens,
  type Step,
  startMisbehaving,
} from '../testing/misbehaving-upstream.ts';
import { drive, type Mode, tally } from './drive.ts';
import {
  contextFull,
  filtered,
  lastingFaults,
  passingFaults,
  reply,
  wholeMessage,
} from './opening-faults.ts';
import { type Protocol, pieces, protocols, wholeText } from './protocols.ts';
import { streamFaults } from './stream-faults.ts';
import { occursIn, oddities, withHugePiece } from './survivable.ts';
import { account, watchAccounts } from './watch-accounts.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const healthySays = 'Fine, from the other.';
const patience = { firstTokenMs: 400, stallMs: 400 };

const headOf = ({ contentType }: Protocol): Step => ({
  status: 200,
  headers: { 'content-type': contentType },
});
const answerOf = (protocol: Protocol, text = wholeText): readonly Step[] => {
  const frame = (protocol.content[0] ?? '').replace(JSON.stringify(pieces[0]), JSON.stringify(text));
  return [headOf(protocol), { write: [...protocol.opening, frame, ...protocol.closing].join('') }, 'end'];
};
const protocolOf = (name: string): Protocol => {
  const found = protocols.find((protocol) => protocol.name === name);
  if (found === undefined) throw new TypeError(name);
  return found;
};
const openai = protocolOf('openai');

async function stand(
  script: (index: number, body: string) => readonly Step[],
  aside?: Protocol['aside'],
): Promise<MisbehavingUpstream> {
  const upstream = await startMisbehaving(script, aside);
  open.push(upstream);
  return upstream;
}

/** A router with a faulty model and, behind it, one that answers; on accounts that are watched. */
async function between(protocol: Protocol, faulty: { url: string }, config: Partial<RouterConfig> = {}) {
  const other = protocolOf(protocol.name === 'anthropic' ? 'openai' : 'anthropic');
  const healthy = await stand((_, body) =>
    body.includes('"stream":true') ? answerOf(other, healthySays) : wholeMessage(healthySays),
  );
  const accounts = watchAccounts();
  const router = routerOf(
    { ...other.env(healthy.url), ...protocol.env(faulty.url) },
    { timeouts: patience, accounts, ...config },
  );
  open.push({ close: () => router.close() });
  const settled = async () => {
    await expect.poll(accounts.open).toBe(0);
    expect(accounts.broken).toEqual([]);
    return accounts.records;
  };
  const use = [protocol.model, other.model];
  const ask = (mode: Mode, extra: { onContent?: () => void; whole?: readonly string[] } = {}) =>
    drive(router, { mode, request: { use }, options: { account }, whole: [healthySays], ...extra });
  return { router, healthy, healthyModel: other.model, settled, use, ask, accounts };
}

beforeAll(async () => {
  // The first use of a vendor loads its client; that is not what the clocks of these tests are about.
  for (const protocol of protocols) {
    const upstream = await stand(() => answerOf(protocol), protocol.aside);
    const router = routerOf(protocol.env(upstream.url));
    const { text } = await drive(router, {
      mode: 'stream',
      request: { use: [protocol.model] },
      whole: [wholeText],
    });
    expect([protocol.name, text]).toEqual([protocol.name, wholeText]);
    await router.close();
  }
});

describe.each(protocols)('a stream of $name in which', (protocol) => {
  const { opening, content } = protocol;
  // The iterator is the same above all protocols.
  const modes: readonly Mode[] = protocol === openai ? ['stream', 'dispatch'] : ['dispatch'];

  describe.each(streamFaults)('$name', (fault) => {
    it.skipIf(fault.onlyAfter).each(modes)(
      'is replaced invisibly before its first content (%s)',
      async (mode) => {
        const faulty = await stand(
          () => [headOf(protocol), { write: opening.join('') }, ...fault.steps(protocol, content[0] ?? '')],
          protocol.aside,
        );
        const { ask, healthyModel, settled } = await between(protocol, faulty);
        const { text, finish, error, opened, ended } = await ask(mode);
        expect({ error, text, opened, ended }).toEqual({
          error: null,
          text: healthySays,
          opened: 1,
          ended: 1,
        });
        expect(finish).toMatchObject({ model: healthyModel, finishReason: 'stop', cached: false });
        expect(finish?.fallbacks.map(({ model }) => model)).toEqual([protocol.model]);
        expect(finish?.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
        const records = await settled();
        expect(records).toHaveLength(2);
        const costs = records.map(({ costNanoUsd }) => costNanoUsd ?? 0);
        expect(finish?.costNanoUsd).toBe(costs.reduce((sum, cost) => sum + cost, 0));
        expect(faulty.paths).toHaveLength(1);
        if (fault.hangs === true) await expect.poll(faulty.hangUps).toBe(1);
      },
    );

    it.each(modes)('is an error after it, never an end (%s)', async (mode) => {
      const faulty = await stand(
        () => [
          headOf(protocol),
          { write: [...opening, content[0]].join('') },
          'until seen',
          ...fault.steps(protocol, content[1] ?? ''),
        ],
        protocol.aside,
      );
      const { ask, healthy, settled } = await between(protocol, faulty);
      const { text, error, opened, ended } = await ask(mode, { onContent: faulty.seen });
      expect(error?.code).toBe('provider_failed');
      expect([opened, ended]).toEqual([1, 1]);
      expect(text.startsWith(pieces[0] ?? '')).toBe(true);
      expect(wholeText.startsWith(text)).toBe(true);
      expect(text).not.toContain('\uFFFD');
      expect(healthy.paths).toEqual([]);
      const records = await settled();
      expect(records).toMatchObject([{ outcome: 'failed', model: protocol.model, estimated: true }]);
      expect(records[0]?.tokens.output).toBeGreaterThan(0);
      if (protocol.name !== 'ollama') expect(records[0]?.costNanoUsd).toBeGreaterThan(0);
      if (fault.hangs === true) await expect.poll(faulty.hangUps).toBe(1);
    });
  });

  it.each(oddities.filter((oddity) => occursIn(oddity, protocol)))(
    'there is $name loses nothing',
    async (oddity) => {
      const odd = await stand(() => [headOf(protocol), ...oddity.steps(protocol)], protocol.aside);
      const { ask, settled } = await between(protocol, odd);
      const { text, finish, error, ended } = await ask('dispatch', {
        onContent: odd.seen,
        whole: [wholeText],
      });
      expect({ error, text, ended }).toEqual({ error: null, text: wholeText, ended: 1 });
      expect(finish).toMatchObject({
        model: protocol.model,
        estimated: false,
        tokens: { input: 12, output: 5 },
      });
      expect(await settled()).toMatchObject([
        { outcome: 'answered', tokens: { input: 12, output: 5, total: 17 } },
      ]);
    },
  );

  it('there is a piece of a megabyte loses nothing', async () => {
    const { steps, text: whole } = withHugePiece(protocol);
    const odd = await stand(() => [headOf(protocol), ...steps], protocol.aside);
    const { ask } = await between(protocol, odd);
    const { text, error } = await ask('stream', { whole: [whole] });
    expect(error).toBeNull();
    expect(text === whole).toBe(true);
  });
});

describe('an answer that never begins', () => {
  const modes = ['stream', 'dispatch', 'whole'] as const;

  it.each(modes)('nobody listens: another model answers (%s)', async (mode) => {
    const { ask, settled } = await between(openai, { url: await nobodyListens() });
    const { text, finish } = await ask(mode);
    expect(text).toBe(healthySays);
    expect(finish?.fallbacks[0]?.reason).toContain('unavailable');
    expect((await settled())[0]).toMatchObject({ outcome: 'failed', costNanoUsd: 0 });
  });

  describe.each([...passingFaults, ...lastingFaults])('$name', ({ steps, reason, hangs }) => {
    it.each(modes)(
      'another model answers, and the reason is told without the vendor’s words (%s)',
      async (mode) => {
        const faulty = await stand(() => steps);
        const { ask, settled } = await between(openai, faulty);
        const { text, finish, error, ended } = await ask(mode);
        expect({ error, text, ended }).toEqual({ error: null, text: healthySays, ended: 1 });
        expect(finish?.fallbacks).toEqual([{ model: openai.model, reason: expect.stringMatching(reason) }]);
        expect(JSON.stringify(finish)).not.toContain('sk-secret');
        expect((await settled()).map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
        if (hangs === true) await expect.poll(faulty.hangUps).toBe(1);
      },
    );
  });

  it.each(passingFaults.filter(({ name }) => !name.includes('hour')))(
    '$name: the same model is asked again where there is no other',
    async ({ steps }) => {
      const faulty = await stand((index) => (index === 0 ? steps : answerOf(openai)));
      const { router, settled } = await between(openai, faulty, { retries: 1 });
      const request = { use: [openai.model] };
      const driven = await drive(router, {
        mode: 'dispatch',
        request,
        options: { account },
        whole: [wholeText],
      });
      expect([driven.error, driven.text]).toEqual([null, wholeText]);
      expect((await settled()).map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
    },
  );

  it.each(lastingFaults)('$name: it is not asked the same again', async ({ steps }) => {
    const faulty = await stand(() => steps);
    const { router, settled } = await between(openai, faulty, { retries: 3 });
    const { error } = await drive(router, {
      mode: 'stream',
      request: { use: [openai.model] },
      options: { account },
      whole: [],
    });
    expect(error?.code).toBe('provider_failed');
    expect(faulty.paths).toHaveLength(1);
    expect(await settled()).toMatchObject([{ outcome: 'failed', costNanoUsd: 0 }]);
  });

  it('a connection kept open that closes just then: the request is sent again', async () => {
    const faulty = await stand((index) => (index === 1 ? ['reset'] : answerOf(openai)));
    const { router } = await between(openai, faulty, { retries: 1 });
    const request = { use: [openai.model] };
    for (let round = 0; round < 3; round++) {
      const { text } = await drive(router, { mode: 'stream', request, whole: [wholeText] });
      expect(text).toBe(wholeText);
    }
    expect(faulty.paths).toHaveLength(4);
  });
});

describe('a whole answer', () => {
  const head: Step = { status: 200, headers: { 'content-type': 'application/json' } };
  const completion = (change: object) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_763_700_000,
    model: 'recorded',
    choices: [
      { index: 0, message: { role: 'assistant', content: wholeText }, finish_reason: 'stop', ...change },
    ],
    usage: { prompt_tokens: 12, completion_tokens: 5, total_tokens: 17 },
  });
  const body = JSON.stringify(completion({}));

  it('comes through', async () => {
    const { ask, settled } = await between(openai, await stand(() => [head, { write: body }, 'end']));
    const { text, finish } = await ask('whole', { whole: [wholeText] });
    expect(text).toBe(wholeText);
    expect(finish).toMatchObject({
      model: openai.model,
      tokens: { input: 12, output: 5, total: 17 },
      estimated: false,
    });
    expect(await settled()).toHaveLength(1);
  });

  it.each<[string, readonly Step[]]>([
    ['cut in the middle', [head, { write: body.slice(0, 90) }, 'cut']],
    ['reset in the middle', [head, { write: body.slice(0, 90) }, 'reset']],
    ['silent from the middle on', [head, { write: body.slice(0, 90) }, 'hang']],
    ['ended in the middle, in good order', [head, { write: body.slice(0, 90) }, 'end']],
    [
      'shorter than announced',
      [{ status: 200, headers: { 'content-length': '9999' } }, { write: body }, 'cut'],
    ],
    [
      'without a finish reason',
      [head, { write: JSON.stringify(completion({ finish_reason: null })) }, 'end'],
    ],
    ['without choices', [head, { write: JSON.stringify({ ...completion({}), choices: [] }) }, 'end']],
    [
      'in the middle of a character',
      [head, { write: Buffer.from(body).subarray(0, Buffer.from(body).lastIndexOf(0xf0) + 2) }, 'cut'],
    ],
  ])('%s is replaced invisibly', async (_, steps) => {
    const { ask, settled } = await between(openai, await stand(() => steps));
    const { text, error, opened, ended } = await ask('whole');
    expect({ error, text, opened, ended }).toEqual({ error: null, text: healthySays, opened: 1, ended: 1 });
    expect((await settled()).map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
  });
});

describe('tool calls', () => {
  const frame = (delta: object, finish_reason: string | null = null) =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
  const call = frame({
    tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'weather', arguments: '' } }],
  });
  const half = frame({ tool_calls: [{ index: 0, function: { arguments: '{"city":"Os' } }] });

  it.each<[string, readonly Step[]]>([
    ['cut', ['cut']],
    ['ended', ['end']],
    ['ended by [DONE]', [{ write: 'data: [DONE]\n\n' }, 'end']],
    ['silent', ['hang']],
  ])('%s in their arguments are never handed out', async (_, steps) => {
    const faulty = await stand(() => [headOf(openai), { write: call + half }, ...steps]);
    const { ask } = await between(openai, faulty);
    const { text, calls, error } = await ask('stream');
    expect({ error, text, calls }).toEqual({ error: null, text: healthySays, calls: [] });
  });

  it.each<[string, readonly Step[]]>([
    ['cut', ['cut']],
    ['ended by [DONE]', [{ write: 'data: [DONE]\n\n' }, 'end']],
  ])('%s after some text end in an error, and none is handed out', async (_, steps) => {
    const faulty = await stand(() => [
      headOf(openai),
      { write: frame({ content: 'Let me look.' }) + call + half },
      'until seen',
      ...steps,
    ]);
    const { ask, healthy } = await between(openai, faulty);
    const { text, calls, error } = await ask('stream', { onContent: faulty.seen });
    expect([error?.code, text, calls]).toEqual(['provider_failed', 'Let me look.', []]);
    expect(healthy.paths).toEqual([]);
  });

  it('[DONE] without a finish reason is no end', async () => {
    const faulty = await stand(() => [
      headOf(openai),
      { write: `${frame({ content: 'Half' })}data: [DONE]\n\n` },
      'end',
    ]);
    const { ask } = await between(openai, faulty);
    const { error } = await ask('stream', { whole: [] });
    expect(error?.code).toBe('provider_failed');
  });
});

describe('what only some models can answer', () => {
  const pins = ['openai/gpt-4o-mini', 'openai/gpt-4o', 'openai/gpt-4.1-mini'];

  it('goes on to a larger context alone when the input is too long', async () => {
    const faulty = await stand((index) => (index === 0 ? contextFull : answerOf(openai)));
    const { router } = await between(openai, faulty, { retries: 2 });
    const { finish } = await drive(router, { mode: 'stream', request: { use: pins }, whole: [wholeText] });
    expect(finish?.model).toBe('openai/gpt-4.1-mini');
    expect(faulty.paths).toHaveLength(2);
  });

  it('asks nobody else what a content filter refused', async () => {
    const faulty = await stand(() => filtered);
    const { ask, healthy, settled } = await between(openai, faulty, { retries: 2 });
    const { error } = await ask('dispatch');
    expect(error?.code).toBe('provider_failed');
    expect(error?.message).toContain('content filter');
    expect([faulty.paths.length, healthy.paths.length]).toEqual([1, 0]);
    expect(await settled()).toMatchObject([{ outcome: 'failed', costNanoUsd: 0 }]);
  });

  it('says so when a filter ended the answer in its middle', async () => {
    const closing = openai.closing.join('').replace('"stop"', '"content_filter"');
    const faulty = await stand(() => [
      headOf(openai),
      { write: openai.opening.join('') + openai.content[0] + closing },
      'end',
    ]);
    const { ask } = await between(openai, faulty);
    const { finish, text } = await ask('stream');
    expect([text, finish?.finishReason]).toEqual([pieces[0], 'content_filter']);
  });
});

describe('keys', () => {
  it('goes on to the next key of the vendor when one is refused, and lets it rest', async () => {
    const upstream = await stand((index) => (index === 0 ? reply(401, '{}') : answerOf(openai)));
    const pool = routerOf({ ...openai.env(upstream.url), OPENAI_API_KEY: 'sk-1,sk-2' });
    open.push({ close: () => pool.close() });
    const request = { use: [openai.model] };
    for (let round = 0; round < 3; round++) {
      const { text } = await drive(pool, { mode: 'stream', request, whole: [wholeText] });
      expect(text).toBe(wholeText);
    }
    expect(upstream.paths).toHaveLength(4);
  });

  it('flags a team’s own key that is refused', async () => {
    const upstream = await stand(() => reply(401, '{}'));
    const refused: string[] = [];
    const { router } = await between(openai, upstream, { onKeyRefused: (id) => void refused.push(id) });
    await drive(router, {
      mode: 'stream',
      request: { use: [openai.model] },
      options: {
        account,
        platformKeys: false,
        ownKeys: [{ id: 'pky_1', vendor: 'openai', secret: 'sk-own' }],
      },
      whole: [],
    });
    expect(refused).toEqual(['pky_1']);
  });
});

describe('waiting', () => {
  it('waits as long as it was asked to and tries again', async () => {
    const faulty = await stand((index) =>
      index === 0 ? reply(429, '{}', { 'retry-after-ms': '40' }) : answerOf(openai),
    );
    const { router } = await between(openai, faulty, { retries: 1 });
    const from = performance.now();
    const { text } = await drive(router, {
      mode: 'stream',
      request: { use: [openai.model] },
      whole: [wholeText],
    });
    expect(text).toBe(wholeText);
    expect(performance.now() - from).toBeGreaterThanOrEqual(39);
  });

  it('hands on how long it would have to wait where that is too long', async () => {
    const faulty = await stand(() => reply(429, '{}', { 'retry-after': '3600' }));
    const { router } = await between(openai, faulty, { retries: 3 });
    const { error } = await drive(router, { mode: 'stream', request: { use: [openai.model] }, whole: [] });
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 3600 });
    expect(faulty.paths).toHaveLength(1);
  });

  it.each(['stream', 'dispatch', 'whole'] as const)(
    'shares one deadline along the chain (%s)',
    async (mode) => {
      const faulty = await stand(() => ['hang']);
      const { ask, accounts } = await between(openai, faulty, {
        retries: 100,
        timeouts: { firstTokenMs: 60_000, totalMs: 150 },
      });
      const { error } = await ask(mode, { whole: [] });
      expect(error?.code).toBe('timed_out');
      await expect.poll(accounts.open).toBe(0);
      await expect.poll(faulty.hangUps).toBe(1);
    },
  );

  it.each(['stream', 'dispatch', 'whole'] as const)('hangs up when the caller does (%s)', async (mode) => {
    const faulty = await stand(() => ['hang']);
    const { router, settled } = await between(openai, faulty);
    const controller = new AbortController();
    const options = { account, signal: controller.signal };
    const running = drive(router, { mode, request: { use: [openai.model] }, options, whole: [] });
    await expect.poll(() => faulty.paths.length).toBe(1);
    controller.abort();
    expect((await running).error?.code).toBe('cancelled');
    await expect.poll(faulty.hangUps).toBe(1);
    expect(await settled()).toMatchObject([{ outcome: 'cancelled' }]);
  });
});

describe('the breaker', () => {
  const healthOf = (router: Awaited<ReturnType<typeof between>>['router']) =>
    router.health().find(({ model }) => model === openai.model)?.state;

  it.each(['breaks off after its first content', 'is unavailable'])(
    'opens after five answers in which a model %s',
    async (how) => {
      const broken: readonly Step[] =
        how === 'is unavailable'
          ? reply(503, '{}')
          : [headOf(openai), { write: openai.opening.join('') + openai.content[0] }, 'end'];
      const faulty = await stand(() => broken);
      const { ask, router, use } = await between(openai, faulty);
      for (let call = 0; call < 5; call++) await ask('stream');
      expect(healthOf(router)).toBe('open');
      const { text } = await ask('stream');
      expect([text, faulty.paths.length]).toEqual([healthySays, 5]);
      const { table } = await router.explain({ ...explained, use });
      expect(table.find(({ model }) => model === openai.model)?.dropped?.code).toBe('unhealthy');
    },
  );

  it.each(lastingFaults.filter(({ name }) => name === '400'))(
    'does not hold $name against a model',
    async ({ steps }) => {
      const faulty = await stand(() => steps);
      const { ask, router } = await between(openai, faulty);
      for (let call = 0; call < 6; call++) await ask('stream');
      expect(healthOf(router) ?? 'closed').toBe('closed');
      expect(faulty.paths).toHaveLength(6);
    },
  );

  it('does not hold it against a model that callers went away', async () => {
    const faulty = await stand(() => ['hang']);
    const { router } = await between(openai, faulty);
    for (let call = 1; call <= 6; call++) {
      const controller = new AbortController();
      const options = { signal: controller.signal };
      const running = drive(router, { mode: 'stream', request: { use: [openai.model] }, options, whole: [] });
      await expect.poll(() => faulty.paths.length).toBe(call);
      controller.abort();
      await running;
    }
    expect(healthOf(router) ?? 'closed').toBe('closed');
  });
});

const explained = {
  task: 'simple_query',
  messages: [{ role: 'user', content: 'How are you?' }],
  tools: [],
  maxOutputTokens: 500,
  maxCostNanoUsd: null,
} as const;

afterAll(() => {
  console.log(
    `answers driven: ${tally.driven}; truncated and called a success: ${tally.truncatedAsSuccess.length}`,
  );
  expect(tally.truncatedAsSuccess).toEqual([]);
});

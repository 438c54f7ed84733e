import {
  AIMessage,
  AIMessageChunk,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import { ChatPromptTemplate } from '@langchain/core/prompts';
import { tool } from '@langchain/core/tools';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ModelEvent, ModelPort, ModelRequest } from '../model-port.ts';
import { routerOf } from '../testing/ask.ts';
import { finishEvent } from '../testing/finish-event.ts';
import { type StandIn, type StandInReply, startStandIn } from '../testing/start-stand-in.ts';
import { completionStream } from '../testing/vendor-shapes.ts';
import { RouterChatModel, type RouterChatModelFields } from './router-chat-model.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const request: RouterChatModelFields['request'] = {
  task: 'simple_query',
  maxOutputTokens: 500,
  use: ['openai/gpt-5-mini'],
  maxCostNanoUsd: 1_000_000_000,
};

/** The face over the real router over a real server that answers in OpenAI's shapes. */
async function overStandIn(
  ...replies: StandInReply[]
): Promise<{ model: RouterChatModel; standIn: StandIn }> {
  const standIn = await startStandIn(
    (_, index) => replies[Math.min(index, replies.length - 1)] as StandInReply,
  );
  open.push(standIn);
  const router = routerOf({ OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${standIn.url}/v1` });
  return { model: new RouterChatModel({ port: router, request }), standIn };
}

/** The face over a port that notes what it is asked. */
function overPort(events: readonly ModelEvent[] = [{ type: 'text', text: 'Fine.' }, finishEvent()]) {
  const asked: ModelRequest[] = [];
  const port: ModelPort = {
    async *stream(given) {
      asked.push(given);
      yield* events;
    },
  };
  return { model: new RouterChatModel({ port, request }), asked };
}

const weather = tool(async ({ city }) => `-4 °C in ${city}`, {
  name: 'weather',
  description: 'Tells the weather of a city.',
  schema: z.object({ city: z.string() }),
});

describe('over the router', () => {
  it('answers, with usage and cost', async () => {
    const { model } = await overStandIn(
      completionStream({ text: ['Fine', ', thanks — 🙂'], usage: { input: 1000, output: 30, cached: 400 } }),
    );
    const answer = await model.invoke([new SystemMessage('Be brief.'), new HumanMessage('How are you?')]);
    expect(answer.content).toBe('Fine, thanks — 🙂');
    expect(answer.usage_metadata).toEqual({
      input_tokens: 1000,
      output_tokens: 30,
      total_tokens: 1030,
      input_token_details: { cache_read: 400, cache_creation: 0 },
      output_token_details: { reasoning: 0 },
    });
    expect(answer.response_metadata).toMatchObject({
      model_name: 'openai/gpt-5-mini',
      finish_reason: 'stop',
      cost_nano_usd: 600 * 250 + 400 * 25 + 30 * 2000,
    });
  });

  it('streams the pieces as they come; joined they are the message', async () => {
    const { model } = await overStandIn(completionStream({ text: ['One', ' two', ' three'] }));
    const chunks: AIMessageChunk[] = [];
    for await (const chunk of await model.stream('Count.')) chunks.push(chunk);
    expect(chunks.map(({ text }) => text).filter((text) => text !== '')).toEqual(['One', ' two', ' three']);
    const whole = chunks.reduce((left, right) => left.concat(right));
    expect(whole.text).toBe('One two three');
    expect(whole.usage_metadata).toMatchObject({ total_tokens: 17 });
  });

  it('throws where a stream breaks off, after what had come', async () => {
    const { model } = await overStandIn(completionStream({ text: ['Half'], finish: null, end: 'cut' }));
    const seen: string[] = [];
    const reading = (async () => {
      for await (const chunk of await model.stream('Say it.')) seen.push(chunk.text);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'provider_failed' });
    expect(seen).toEqual(['Half']);
  });

  it('asks once: LangChain’s own retries stay out of it', async () => {
    const { model, standIn } = await overStandIn({ status: 500, json: {} });
    await expect(model.invoke('Hello')).rejects.toMatchObject({ code: 'provider_failed' });
    expect(standIn.requests).toHaveLength(1);
  });

  it('hangs up on abort', async () => {
    const { model, standIn } = await overStandIn(
      completionStream({ text: ['One'], finish: null, end: 'hang' }),
    );
    const controller = new AbortController();
    const reading = (async () => {
      for await (const _ of await model.stream('Say it.', { signal: controller.signal })) controller.abort();
    })();
    await expect(reading).rejects.toThrow();
    await expect.poll(standIn.hangUps).toBe(1);
  });

  it('calls several tools at once and takes their answers back', async () => {
    const calls = [
      { id: 'a1', name: 'weather', argumentPieces: ['{"ci', 'ty":"Oslo"}'] },
      { id: 'a2', name: 'weather', argumentPieces: ['{"city":"Rome"}'] },
    ];
    const { model, standIn } = await overStandIn(
      completionStream({ calls }),
      completionStream({ text: ['Cold.'] }),
    );
    const bound = model.bindTools([weather]);
    const question = new HumanMessage('Oslo and Rome?');
    const answer = await bound.invoke([question]);
    expect(answer.tool_calls?.map(({ id, name, args }) => [id, name, args])).toEqual([
      ['a1', 'weather', { city: 'Oslo' }],
      ['a2', 'weather', { city: 'Rome' }],
    ]);
    const results = (answer.tool_calls ?? []).map(
      ({ id }) => new ToolMessage({ content: '-4 °C', tool_call_id: id ?? '' }),
    );
    expect((await bound.invoke([question, answer, ...results])).text).toBe('Cold.');
    expect(JSON.stringify(standIn.requests[0]?.body)).toContain('Tells the weather of a city.');
    expect(standIn.requests[1]?.body).toMatchObject({
      messages: [
        { role: 'user' },
        { role: 'assistant', tool_calls: [{ id: 'a1' }, { id: 'a2' }] },
        { role: 'tool', tool_call_id: 'a1', content: '-4 °C' },
        { role: 'tool', tool_call_id: 'a2' },
      ],
    });
  });

  it('carries a ReAct graph from question to answer, with its tokens streamed', async () => {
    const { model, standIn } = await overStandIn(
      completionStream({ calls: [{ id: 'a1', name: 'weather', argumentPieces: ['{"city":"Oslo"}'] }] }),
      completionStream({ text: ['It is', ' -4 °C.'] }),
    );
    const graph = createReactAgent({ llm: model, tools: [weather] });
    const streamed: string[] = [];
    let last: unknown;
    const question = { messages: [new HumanMessage('How cold is Oslo?')] };
    for await (const [kind, value] of await graph.stream(question, { streamMode: ['messages', 'values'] })) {
      if (kind === 'messages' && AIMessageChunk.isInstance(value[0])) streamed.push(value[0].text);
      if (kind === 'values') last = value.messages.at(-1)?.content;
    }
    expect(last).toBe('It is -4 °C.');
    expect(streamed.filter((text) => text !== '')).toEqual(['It is', ' -4 °C.']);
    expect(JSON.stringify(standIn.requests[1]?.body)).toContain('-4 °C in Oslo');
  });

  it('gives structured output, by the vendor’s own means', async () => {
    const { model, standIn } = await overStandIn(
      completionStream({ text: ['{"mood":', '"fine"}'] }),
      completionStream({ text: ['{"mood": 3}'] }),
    );
    const mood = model.withStructuredOutput(z.object({ mood: z.string() }));
    expect(await mood.invoke('How are you?')).toEqual({ mood: 'fine' });
    expect(standIn.requests[0]?.body).toMatchObject({ response_format: { type: 'json_schema' } });
    await expect(mood.invoke('How are you?')).rejects.toThrow(/mood/);
  });

  it('takes its place in a chain', async () => {
    const { model } = await overStandIn(completionStream({ text: ['Bonjour'] }));
    const chain = ChatPromptTemplate.fromTemplate('Say {word} in French.').pipe(model);
    expect((await chain.invoke({ word: 'hello' })).text).toBe('Bonjour');
  });
});

describe('what the port is asked', () => {
  it.each<[string, { type: string; [key: string]: unknown }]>([
    ['OpenAI’s form, inline', { type: 'image_url', image_url: { url: 'data:image/webp;base64,AAAA' } }],
    ['OpenAI’s short form', { type: 'image_url', image_url: 'data:image/webp;base64,AAAA' }],
    ['LangChain’s form', { type: 'image', mimeType: 'image/webp', data: 'AAAA' }],
    [
      'LangChain’s older form',
      { type: 'image', source_type: 'base64', mime_type: 'image/webp', data: 'AAAA' },
    ],
  ])('an image in %s', async (_, block) => {
    const { model, asked } = overPort();
    await model.invoke([new HumanMessage({ content: [{ type: 'text', text: 'What is it?' }, block] })]);
    expect(asked[0]?.messages[0]).toEqual({
      role: 'user',
      content: [
        { type: 'text', text: 'What is it?' },
        { type: 'image', mediaType: 'image/webp', data: 'AAAA' },
      ],
    });
  });

  it('an image by its address', async () => {
    const { model, asked } = overPort();
    const url = 'https://a.example/b.png';
    await model.invoke([new HumanMessage({ content: [{ type: 'image_url', image_url: { url } }] })]);
    expect(asked[0]?.messages[0]?.content).toEqual([{ type: 'image_url', url }]);
  });

  it('refuses content that no model here takes', async () => {
    const { model } = overPort();
    const content = [{ type: 'audio', mimeType: 'audio/wav', data: 'AAAA' }];
    await expect(model.invoke([new HumanMessage({ content })])).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it.each([
    ['any', 'required'],
    ['auto', 'auto'],
    ['none', 'none'],
    ['weather', { name: 'weather' }],
    [{ type: 'function', function: { name: 'weather' } }, { name: 'weather' }],
  ])('tool_choice %j is %j', async (choice, toolChoice) => {
    const { model, asked } = overPort();
    await model.bindTools([weather], { tool_choice: choice, parallel_tool_calls: false }).invoke('Hello');
    expect(asked[0]).toMatchObject({ toolChoice, parallelToolCalls: false });
    expect(asked[0]?.tools).toMatchObject([{ name: 'weather', parameters: { required: ['city'] } }]);
  });

  it('names a tool whose answer does not, keeps its failure, and calls whose arguments are no JSON', async () => {
    const { model, asked } = overPort();
    await model.invoke([
      new HumanMessage('Hello'),
      new AIMessage({
        content: '',
        tool_calls: [{ id: 'a', name: 'weather', args: { city: 'Oslo' } }],
        invalid_tool_calls: [{ id: 'b', name: 'weather', args: '{"city' }],
      }),
      new ToolMessage({ content: 'no such city', tool_call_id: 'a', status: 'error' }),
    ]);
    expect(asked[0]?.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: '',
        toolCalls: [
          { id: 'a', name: 'weather', arguments: { city: 'Oslo' } },
          { id: 'b', name: 'weather', arguments: {}, invalidJson: '{"city' },
        ],
      },
      { role: 'tool', toolCallId: 'a', name: 'weather', content: 'no such city', isError: true },
    ]);
  });

  it('gives a thought back as it came, under its seal', async () => {
    const { model, asked } = overPort([
      { type: 'reasoning', text: 'Let me ' },
      { type: 'reasoning', text: 'think.' },
      { type: 'reasoning', text: '', signature: 'anthropic:seal' },
      { type: 'text', text: 'Fine.' },
      finishEvent(),
    ]);
    const answer = await model.invoke('Hello');
    expect(answer.content).toBe('Fine.');
    await model.invoke([new HumanMessage('Hello'), answer, new HumanMessage('And now?')]);
    expect(asked[1]?.messages[1]).toEqual({
      role: 'assistant',
      content: 'Fine.',
      toolCalls: [],
      reasoning: { text: 'Let me think.', signature: 'anthropic:seal' },
    });
  });

  it('hands out a call whose arguments are no JSON as an invalid one', async () => {
    const call = { id: 'a', name: 'weather', arguments: {}, invalidJson: '{"city": Oslo}' };
    const { model } = overPort([{ type: 'tool_call', call }, finishEvent({ finishReason: 'tool_calls' })]);
    const answer = await model.invoke('Hello');
    expect(answer.tool_calls).toEqual([]);
    expect(answer.invalid_tool_calls).toMatchObject([{ id: 'a', name: 'weather', args: '{"city": Oslo}' }]);
  });
});

import {
  completion,
  completionStream,
  message,
  messageStream,
  type StandIn,
  type StreamedAnswer,
  startStandIn,
} from '@agent-factory/llm/testing';
import { type AIMessage, AIMessageChunk, HumanMessage, ToolMessage } from '@langchain/core/messages';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let answer: StreamedAnswer;
let vendor: StandIn;
let api: TestApi;
let apiKey: string;

beforeAll(async () => {
  vendor = await startStandIn(({ path, body }) => {
    const { stream = false } = body as { stream?: boolean };
    if (path.endsWith('/messages')) return stream ? messageStream(answer) : message(answer);
    return stream ? completionStream(answer) : completion(answer);
  });
  api = await startTestApi({
    worker: false,
    env: {
      DEFAULT_PLAN: 'enterprise',
      OPENAI_API_KEY: 'sk-test',
      OPENAI_BASE_URL: `${vendor.url}/v1`,
      ANTHROPIC_API_KEY: 'sk-ant-test',
      ANTHROPIC_BASE_URL: vendor.url,
    },
  });
  apiKey = await api.tokenOf(await api.addUser());
});
afterAll(async () => {
  await api.close();
  await vendor.close();
});

const weather = {
  name: 'weather',
  description: 'Tells the weather of a city.',
  schema: z.object({ city: z.string() }),
};
const call = { id: 'call_a', name: 'weather', argumentPieces: ['{"city":', '"Riga"}'] };

/** One vendor whose own JSON is passed on, one whose protocol is another. */
describe.each(['openai/gpt-4.1-mini', 'anthropic/claude-haiku-4-5'])('ChatOpenAI with %s', (model) => {
  const chat = (name = model) =>
    new ChatOpenAI({ model: name, apiKey, configuration: { baseURL: `${api.url}/v1` }, maxRetries: 0 });

  test('invokes', async () => {
    answer = { text: ['I am ', 'well.'], usage: { input: 20, output: 7 } };
    const said = await chat().invoke('How are you?');
    expect(said.text).toBe('I am well.');
    expect(said.usage_metadata).toMatchObject({ input_tokens: 20, output_tokens: 7, total_tokens: 27 });
    expect(said.response_metadata).toMatchObject({ finish_reason: 'stop' });
  });

  test('streams', async () => {
    answer = { text: ['I am ', 'well.'], usage: { input: 20, output: 7 } };
    let said: AIMessageChunk | undefined;
    for await (const chunk of await chat().stream('How are you?')) said = said?.concat(chunk) ?? chunk;
    expect(said?.text).toBe('I am well.');
    expect(said?.usage_metadata).toMatchObject({ input_tokens: 20, output_tokens: 7 });
  });

  test('calls tools, whole and streamed, and hands results back', async () => {
    const bound = chat().bindTools([weather]);
    answer = { calls: [call] };
    const wanted = [{ id: 'call_a', name: 'weather', args: { city: 'Riga' } }];
    const asked: AIMessage = await bound.invoke('Weather in Riga?');
    expect(asked.tool_calls).toMatchObject(wanted);
    let streamed = new AIMessageChunk('');
    for await (const chunk of await bound.stream('Weather in Riga?')) streamed = streamed.concat(chunk);
    expect(streamed.tool_calls).toMatchObject(wanted);

    answer = { text: ['Rain.'] };
    const result = new ToolMessage({ tool_call_id: 'call_a', content: 'rain' });
    const said = await bound.invoke([new HumanMessage('Weather in Riga?'), asked, result]);
    expect(said.text).toBe('Rain.');
  });

  test('answers in a schema', async () => {
    answer = { text: ['{"mood":"good"}'] };
    const mood = chat().withStructuredOutput(z.object({ mood: z.string() }), { method: 'jsonSchema' });
    expect(await mood.invoke('How are you?')).toEqual({ mood: 'good' });
  });

  test('throws what was refused', async () => {
    const nobody = chat('openai/nonsense').invoke('Hello?');
    await expect(nobody).rejects.toMatchObject({ status: 404, code: 'not_found' });
  });

  test('stops when it is told to, and so does the vendor', async () => {
    answer = { text: ['I am'], finish: null, end: 'hang' };
    const before = vendor.hangUps();
    const stop = new AbortController();
    const read = (async () => {
      for await (const chunk of await chat().stream('How are you?', { signal: stop.signal })) {
        if (chunk.text !== '') stop.abort();
      }
    })();
    await expect(read).rejects.toThrow();
    await expect.poll(() => vendor.hangUps()).toBe(before + 1);
  });
});

test('OpenAIEmbeddings embeds', async () => {
  const embeddings = new OpenAIEmbeddings({
    model: 'offline/hash-embedding-1',
    apiKey,
    configuration: { baseURL: `${api.url}/v1` },
    maxRetries: 0,
  });
  const [one, two] = await embeddings.embedDocuments(['a red fox', 'a red fox']);
  expect(one?.length).toBeGreaterThan(10);
  expect(one).toEqual(two);
});

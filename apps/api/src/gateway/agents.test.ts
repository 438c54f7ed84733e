import { runViewSchema } from '@agent-factory/contracts';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { plainSpec } from '../testing/specs.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let token: string;
let client: OpenAI;

beforeAll(async () => {
  api = await startTestApi({ worker: true });
  token = await api.tokenOf(await api.addUser());
  client = new OpenAI({ apiKey: token, baseURL: `${api.url}/v1`, maxRetries: 0 });
  await createAgent(plainSpec('adder'));
  await createAgent(strictSpec);
  await createAgent(formSpec);
});
afterAll(() => api.close());

/** No output of it can pass, so each run of it is refused. */
const strictSpec = `---
apiVersion: agentfactory/v1
kind: Agent
name: silent
title: Silent
description: May say nothing.
model: { task: simple_query }
invariants:
  - id: nothing
    says: Nothing is said.
    at: [output]
    check: { maxLength: 1 }
    otherwise: block
---
# Instructions
Say nothing.
`;

/** Its input is no query. */
const formSpec = `---
apiVersion: agentfactory/v1
kind: Agent
name: form
title: Form
description: Takes two fields.
model: { task: simple_query }
input:
  type: object
  properties: { city: { type: string }, days: { type: integer } }
  required: [city, days]
  additionalProperties: false
---
# Instructions
The weather in Riga is mild.
`;

async function createAgent(spec: string): Promise<void> {
  const response = await api.fetch('/v1/agents', { token, method: 'POST', body: { spec } });
  expect(response.status, await response.text()).toBe(201);
}

async function ask(
  content: string,
  options: { model?: string; headers?: Record<string, string>; before?: string } = {},
) {
  const before = options.before === undefined ? [] : [{ role: 'user' as const, content: options.before }];
  const { data, response } = await client.chat.completions
    .create(
      {
        model: options.model ?? 'agent:adder',
        messages: [...before, { role: 'user', content }],
        temperature: 0,
      },
      { headers: options.headers ?? {} },
    )
    .withResponse();
  return {
    text: data.choices[0]?.message.content ?? '',
    usage: data.usage,
    runId: response.headers.get('x-run-id') ?? '',
    threadId: response.headers.get('x-thread-id') ?? '',
  };
}

async function readRun(runId: string) {
  const run = runViewSchema.parse(await (await api.fetch(`/v1/runs/${runId}`, { token })).json());
  return { ...run, input: z.record(z.string(), z.unknown()).parse(run.input) };
}

describe('agent:<name>', () => {
  test('answers whole with the output of a run, its tools called on our side', async () => {
    const { text, usage, runId, threadId } = await ask('What is 17.5% of 2,400?');
    expect(text).toContain('420');
    const run = await readRun(runId);
    expect(run).toMatchObject({ status: 'succeeded', output: text, thread_id: threadId });
    expect(usage).toMatchObject({ total_tokens: run.tokens.total });
    const events = await (await api.fetch(`/v1/runs/${runId}/events`, { token })).json();
    expect(JSON.stringify(events)).toContain('tool.result');
  });

  test('answers streamed with the same', async () => {
    const { data: stream, response } = await client.chat.completions
      .create({
        model: 'agent:adder',
        messages: [{ role: 'user', content: 'What is 6 * 7?' }],
        stream: true,
        stream_options: { include_usage: true },
      })
      .withResponse();
    let text = '';
    let usage: unknown;
    const reasons: unknown[] = [];
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      if (chunk.choices[0]?.finish_reason) reasons.push(chunk.choices[0].finish_reason);
      usage = chunk.usage ?? usage;
    }
    const run = await readRun(response.headers.get('x-run-id') ?? '');
    expect(run).toMatchObject({ status: 'succeeded', output: text });
    expect(text).toContain('42');
    expect(reasons).toEqual(['stop']);
    expect(usage).toMatchObject({ total_tokens: run.tokens.total });
  });

  test('goes on in the thread that is named, and begins one where none is', async () => {
    const first = await ask('What is 1 + 1?');
    const second = await ask('What is 2 + 2?', { headers: { 'x-thread-id': first.threadId } });
    expect(second.threadId).toBe(first.threadId);
    expect(second.runId).not.toBe(first.runId);
    expect((await ask('What is 3 + 3?')).threadId).not.toBe(first.threadId);
  });

  test('is told of what was said before by a client that keeps the conversation itself', async () => {
    const { runId } = await ask('What is 6 * 7?', { before: 'My name is Ada.' });
    const { input } = await readRun(runId);
    expect(input.query).toMatch(/User: My name is Ada\.[\s\S]*What is 6 \* 7\?$/);
  });

  test('runs once for one idempotency key', async () => {
    const headers = { 'idempotency-key': 'order-17' };
    const first = await ask('What is 2 * 3?', { headers });
    expect(await ask('What is 2 * 3?', { headers })).toEqual(first);
    await expect(ask('What is 2 * 4?', { headers })).rejects.toMatchObject({
      status: 422,
      code: 'idempotency_mismatch',
    });
  });

  test('takes its input as a JSON object where its input is no query', async () => {
    const { runId } = await ask('{"city":"Riga","days":3}', { model: 'agent:form' });
    expect((await readRun(runId)).input).toEqual({ city: 'Riga', days: 3 });
    await expect(ask('Riga please', { model: 'agent:form' })).rejects.toMatchObject({
      status: 400,
      code: 'invalid_input',
    });
  });

  test('refuses as an error what its rules refuse, whole and streamed', async () => {
    for (const stream of [false, true]) {
      const call = client.chat.completions.create({
        model: 'agent:silent',
        messages: [{ role: 'user', content: 'Say hello.' }],
        stream,
      });
      await expect(call).rejects.toMatchObject({ status: 422, code: 'invariant_violated' });
    }
  });

  test.each([
    ['tools', { tools: [{ type: 'function', function: { name: 'x', parameters: {} } }] }],
    ['response_format', { response_format: { type: 'json_object' } }],
    ['messages', { messages: [{ role: 'assistant', content: 'hm' }] }],
    [
      'messages[0].content',
      {
        messages: [
          { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.b/c.png' } }] },
        ],
      },
    ],
  ])('does not take %s of the request that its spec has to say', async (param, change) => {
    const body = { model: 'agent:adder', messages: [{ role: 'user', content: 'x' }], ...change };
    const call = client.chat.completions.create(body as Parameters<typeof client.chat.completions.create>[0]);
    await expect(call).rejects.toMatchObject({ status: 400, param });
  });
});

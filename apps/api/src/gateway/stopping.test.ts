import { type StandIn, startStandIn } from '@agent-factory/llm/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

let vendor: StandIn;
let api: TestApi;
let token: string;

beforeAll(async () => {
  vendor = await startStandIn(() => ({
    contentType: 'text/event-stream',
    chunks: ['data: {"id":"c","choices":[{"index":0,"delta":{"content":"one"},"finish_reason":null}]}\n\n'],
    end: 'hang',
  }));
  api = await startTestApi({
    worker: false,
    env: { DEFAULT_PLAN: 'enterprise', OPENAI_API_KEY: 'sk-test', OPENAI_BASE_URL: `${vendor.url}/v1` },
  });
  token = await api.tokenOf(await api.addUser());
});
afterAll(async () => {
  await api.close();
  await vendor.close();
});

test('Q6: a stream that is open when the API stops is waited for, and ends as its vendor ends it', async () => {
  const response = await api.fetch('/v1/chat/completions', {
    token,
    method: 'POST',
    body: { model: 'openai/gpt-5-mini', stream: true, messages: [{ role: 'user', content: 'hello' }] },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  while (!seen.includes('one')) seen += (await reader?.read())?.value ?? '';
  let stopped = false;
  const stopping = api.stopApi().then(() => {
    stopped = true;
  });
  // Nobody new is let in once the server has closed its ears; who is inside stays.
  await expect
    .poll(() =>
      api.fetch('/ping', { token: null }).then(
        () => 'open',
        () => 'closed',
      ),
    )
    .toBe('closed');
  expect(stopped).toBe(false);
  await reader?.cancel();
  await stopping;
  await expect.poll(() => vendor.hangUps()).toBe(1);
});

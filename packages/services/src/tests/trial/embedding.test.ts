import { AppError } from '@agent-factory/contracts';
import { createRouter } from '@agent-factory/llm';
import { startStandIn } from '@agent-factory/llm/testing';
import { expect, test } from 'vitest';
import { embeddingFor } from './embedding.ts';

const signal = new AbortController().signal;
const bounds = async () => ({});

test('a provider that has embeddings compares, on the bounds of the test', async () => {
  const standIn = await startStandIn(() => ({
    json: {
      data: [
        { index: 0, embedding: [1, 0] },
        { index: 1, embedding: [0.8, 0.6] },
      ],
      usage: { prompt_tokens: 50, total_tokens: 50 },
    },
  }));
  const router = createRouter({ env: { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: `${standIn.url}/v1` } });
  try {
    const { vectors, costNanoUsd } = await embeddingFor({ router, bounds, signal }).embed([
      'a cat',
      'a kitten',
    ]);
    expect(vectors).toEqual([
      [1, 0],
      [0.8, 0.6],
    ]);
    expect(costNanoUsd).toBe(1_000);
    const denied = embeddingFor({ router, bounds: async () => ({ denyModels: ['openai/*'] }), signal });
    await expect(denied.embed(['a', 'b'])).rejects.toThrow(AppError);
    expect(standIn.requests).toHaveLength(1);
  } finally {
    await Promise.all([router.close(), standIn.close()]);
  }
});

test('without one it says so, and hashed words take nobody’s place', async () => {
  const router = createRouter({ env: {} });
  const embedding = embeddingFor({ router, bounds, signal });
  await expect(embedding.embed(['a', 'b'])).rejects.toThrow(/No model for embeddings is configured/);
  await router.close();
});

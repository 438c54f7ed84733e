import type { Dialect } from '../dialect.ts';
import { isObject, listAt, parseObject, unreadable } from '../read-json.ts';
import { readVector } from '../read-vector.ts';

/** `batchEmbedContents`, which says nothing of tokens. Source: ai.google.dev, "Embeddings". */
export const embeddings: NonNullable<Dialect['embeddings']> = {
  encode({ model, input, dimensions }) {
    const name = `models/${model}`;
    const requests = input.map((text) => ({
      model: name,
      content: { parts: [{ text }] },
      ...(dimensions === undefined ? {} : { outputDimensionality: dimensions }),
    }));
    const path = `/models/${encodeURIComponent(model)}:batchEmbedContents`;
    return { path, headers: {}, body: JSON.stringify({ requests }) };
  },
  decode(body) {
    const entries = listAt(parseObject(body), 'embeddings').filter(isObject);
    if (entries.length === 0) throw unreadable(new TypeError('no vectors'));
    return { vectors: entries.map((entry) => readVector(entry.values)), inputTokens: null };
  },
};

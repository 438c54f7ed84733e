import type { Dialect } from '../dialect.ts';
import { countAt, isObject, listAt, objectAt, parseObject, unreadable } from '../read-json.ts';
import { readVector } from '../read-vector.ts';

/** `/embeddings` of OpenAI and those who speak like it. Source: platform.openai.com, "Create embeddings". */
export const embeddings = createEmbeddings('dimensions');

/** `dimensions` by the name that a service gives it. */
export function createEmbeddings(dimensionsAs: string): NonNullable<Dialect['embeddings']> {
  return {
    encode({ model, input, dimensions }) {
      const size = dimensions === undefined ? {} : { [dimensionsAs]: dimensions };
      const body = JSON.stringify({ model, input, encoding_format: 'float', ...size });
      return { path: '/embeddings', headers: {}, body };
    },
    decode(body) {
      const answer = parseObject(body);
      const entries = listAt(answer, 'data').filter(isObject);
      if (entries.length === 0) throw unreadable(new TypeError('no vectors'));
      const ordered = entries.toSorted((a, b) => countAt(a, 'index') - countAt(b, 'index'));
      const usage = objectAt(answer, 'usage');
      return {
        vectors: ordered.map((entry) => readVector(entry.embedding)),
        inputTokens: usage === undefined ? null : countAt(usage, 'prompt_tokens'),
      };
    },
  };
}

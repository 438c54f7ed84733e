import type { Dialect } from '../dialect.ts';
import { countAt, listAt, parseObject, unreadable } from '../read-json.ts';
import { readVector } from '../read-vector.ts';

/** `/api/embed`. Source: docs.ollama.com, "Generate embeddings". */
export const embeddings: NonNullable<Dialect['embeddings']> = {
  encode({ model, input, dimensions }) {
    const size = dimensions === undefined ? {} : { dimensions };
    return { path: '/api/embed', headers: {}, body: JSON.stringify({ model, input, ...size }) };
  },
  decode(body) {
    const answer = parseObject(body);
    const vectors = listAt(answer, 'embeddings').map(readVector);
    if (vectors.length === 0) throw unreadable(new TypeError('no vectors'));
    const counted = typeof answer.prompt_eval_count === 'number';
    return { vectors, inputTokens: counted ? countAt(answer, 'prompt_eval_count') : null };
  },
};

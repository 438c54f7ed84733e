import type { ChainDeps } from '../chain/chain-deps.ts';
import { readHttpError } from '../dialects/read-error.ts';
import type { VendorKey } from '../keys/vendor-key.ts';
import type { EmbedRequest } from '../model-port.ts';
import { embedOffline } from '../offline/hash-embedding.ts';
import { ProviderError } from '../provider-error.ts';
import type { Candidate } from '../routing/candidate.ts';
import { readWhole } from '../transport/read-whole.ts';
import { splitAddress } from '../vendors/split-address.ts';

export interface Vectors {
  vectors: readonly (readonly number[])[];
  /** Null where the vendor says nothing of tokens. */
  inputTokens: number | null;
}

/** One request for vectors to one vendor. Rejects with ProviderError. */
export async function postEmbedding(
  { pools, vendors }: ChainDeps,
  { model, provider }: Candidate,
  key: VendorKey,
  request: EmbedRequest,
  limits: { signal: AbortSignal; timeoutMs: number },
): Promise<Vectors> {
  const { input, dimensions } = request;
  const wire = vendors.find(({ id }) => id === provider.id)?.wire ?? null;
  if (wire === null)
    return { vectors: input.map((text) => embedOffline(text, dimensions)), inputTokens: null };
  const baseUrl = key.baseUrl ?? wire.baseUrl;
  const { embeddings } = wire.dialect;
  if (baseUrl === null || embeddings === undefined) {
    throw new ProviderError('invalid_request', 'it offers no embeddings');
  }
  const { origin, prefix } = splitAddress(baseUrl);
  const asked = embeddings.encode({
    model: model.name,
    input,
    ...(dimensions === undefined ? {} : { dimensions }),
  });
  const answer = await readWhole(
    pools,
    { url: origin, guarded: key.baseUrl !== null },
    {
      method: 'POST',
      path: prefix + asked.path,
      headers: {
        'content-type': 'application/json',
        ...asked.headers,
        ...(key.secret === null ? {} : wire.dialect.authorise(key.secret)),
      },
      body: asked.body,
    },
    limits,
  );
  if (answer.status !== 200) throw readHttpError(answer.status, answer.headers, answer.body);
  const vectors = embeddings.decode(answer.body);
  if (vectors.vectors.length === input.length) return vectors;
  throw new ProviderError('bad_answer', 'it gave another number of vectors than of texts');
}

import { nanoUsdToUsd } from '@agent-factory/contracts';
import type { Admission, Exchange } from './gateway-port.ts';
import { readCallHeaders } from './read-call-headers.ts';
import { readEmbedRequest } from './read-embed-request.ts';
import { requireModels } from './require-models.ts';
import { sendJson } from './send.ts';
import { whenReaderGone } from './when-reader-gone.ts';

/** `POST /v1/embeddings`. */
export async function answerEmbeddings(
  exchange: Exchange,
  admission: Admission,
  body: unknown,
): Promise<void> {
  const { res, config } = exchange;
  const wishes = readCallHeaders(res.req.headers);
  requireModels(admission);
  const { request, encoding } = readEmbedRequest(body, wishes.maxCostNanoUsd);
  const { model, vectors, tokens, costNanoUsd } = await config.router.embed(request, {
    ...admission.options,
    signal: whenReaderGone(res),
  });
  const cost = costNanoUsd === null ? null : nanoUsdToUsd(costNanoUsd);
  const answer = {
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding === 'base64' ? base64Of(vector) : vector,
    })),
    model,
    usage: { prompt_tokens: tokens.input, total_tokens: tokens.total },
    agent_factory: { model, cost_usd: cost },
  };
  sendJson(exchange, 200, JSON.stringify(answer), {
    'x-agent-factory-model': model,
    'x-agent-factory-cost-usd': cost === null ? 'unknown' : cost.toFixed(9),
  });
}

/** 32-bit floats, little-endian whatever the machine is. */
function base64Of(vector: readonly number[]): string {
  const bytes = Buffer.allocUnsafe(vector.length * 4);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
  return bytes.toString('base64');
}

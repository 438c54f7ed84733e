import type { ErasureReceipt } from '@agent-factory/contracts';
import { webEnv } from '../env.ts';
import { apiFetch } from '../gateway/api-fetch.ts';
import { visitorAddress, webHopHeaders } from '../gateway/visitor-address.ts';

/**
 * The receipt that a link opens, and whether its signature holds; null for a link that opens nothing. `headers` are the
 * visitor's, so that what the API counts is counted for them and not for this server.
 */
export async function readErasure(
  token: string,
  headers: Headers,
): Promise<{ receipt: ErasureReceipt; valid: boolean } | null> {
  const { apiUrl, webHopSecret } = webEnv();
  const hop = webHopHeaders(visitorAddress(headers), webHopSecret);
  const answer = await apiFetch(new URL(`${apiUrl}/v1/erasures/${encodeURIComponent(token.slice(0, 200))}`), {
    headers: hop,
    cache: 'no-store',
  });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`the API answered ${answer.status}`);
  // The API answers with what its contract says.
  const receipt = (await answer.json()) as ErasureReceipt;
  const checked = await apiFetch(new URL(`${apiUrl}/v1/receipts/verify`), {
    method: 'POST',
    headers: { ...hop, 'content-type': 'application/json' },
    body: JSON.stringify(receipt),
    cache: 'no-store',
  });
  if (!checked.ok) throw new Error(`the API answered ${checked.status}`);
  const { valid } = (await checked.json()) as { valid: boolean };
  return { receipt, valid };
}

import type { ErasureReceipt } from '@agent-factory/contracts';
import { webEnv } from '../env.ts';
import { apiFetch } from '../gateway/api-fetch.ts';

/** The receipt that a link opens, and whether its signature holds; null for a link that opens nothing. */
export async function readErasure(
  token: string,
): Promise<{ receipt: ErasureReceipt; valid: boolean } | null> {
  const { apiUrl } = webEnv();
  const answer = await apiFetch(new URL(`${apiUrl}/v1/erasures/${encodeURIComponent(token.slice(0, 200))}`), {
    cache: 'no-store',
  });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`the API answered ${answer.status}`);
  // The API answers with what its contract says.
  const receipt = (await answer.json()) as ErasureReceipt;
  const checked = await apiFetch(new URL(`${apiUrl}/v1/receipts/verify`), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(receipt),
    cache: 'no-store',
  });
  const { valid } = (await checked.json()) as { valid: boolean };
  return { receipt, valid };
}

import type { EgressClient } from '../../egress/egress-client.ts';
import { egressFetch } from '../../egress/egress-fetch.ts';
import { maxVendorBytes, notJson } from './ask-vendor.ts';

/**
 * `fetch` for a vendor's SDK. Bodies are read here, whole: Octokit takes one that breaks off for an empty one, and
 * both it and Slack's client take a login page for an answer. Rejects with ToolProblem for what is too long or no JSON.
 */
export function vendorFetch(
  vendor: string,
  egress: EgressClient,
  signal: AbortSignal,
): typeof globalThis.fetch {
  const fetch = egressFetch(egress, { timeoutMs: 60_000, maxBytes: maxVendorBytes, signal });
  return async (input, init) => {
    const response = await fetch(input, init);
    const text = await response.text();
    const { status, headers } = response;
    if (response.ok && text !== '' && !isObject(text)) {
      throw notJson(vendor, status, headers.get('content-type'));
    }
    return new Response(text === '' ? null : text, { status, headers });
  };
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

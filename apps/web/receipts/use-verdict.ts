'use client';

import type { Receipt, ReceiptKeys } from '@agent-factory/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTRPCClient } from '../trpc/context.ts';

/** Who said so: this browser by its own cryptography, or the API, for a browser that has none of the kind. */
export interface Verdict {
  by: 'browser' | 'api';
  valid: boolean;
  /** Why not. */
  reason: 'wrong_signature' | 'unknown_key' | 'not_a_receipt' | null;
}

/** Checks the receipt against the published keys. */
export function useVerdict(receipt: Receipt, keys: ReceiptKeys) {
  const client = useTRPCClient();
  return useQuery({
    queryKey: ['receipt-verdict', receipt.run.id, receipt.signature, keys.keys.map(({ kid }) => kid)],
    queryFn: async (): Promise<Verdict> => {
      const { verifyInBrowser } = await import('./verify-in-browser.ts');
      const found = await verifyInBrowser(receipt, keys);
      if (found === 'unsupported') {
        const { valid, reason } = await client.runs.verifyReceipt.mutate({ receipt });
        return { by: 'api', valid, reason };
      }
      return { by: 'browser', valid: found === 'valid', reason: found === 'valid' ? null : found };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

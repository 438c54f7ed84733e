import { type ErasureReceipt, erasureReceiptSchema } from '@agent-factory/contracts';
import { selectErasureReceipt } from '@agent-factory/db/privacy';
import { notFound } from '../access/not-found.ts';
import type { Services } from '../service-context.ts';
import { erasureOfToken } from './erasure-token.ts';

/** The receipt that a link opens, for whoever has the link. Errors: `not_found`, also for a link that is made up. */
export async function readErasureReceipt({
  services,
  token,
}: {
  services: Pick<Services, 'db' | 'secrets'>;
  token: string;
}): Promise<ErasureReceipt> {
  const id = erasureOfToken(services, token);
  const receipt = id === null ? null : await selectErasureReceipt(services.db, id);
  if (receipt === null) throw notFound('receipt');
  return erasureReceiptSchema.parse(receipt);
}

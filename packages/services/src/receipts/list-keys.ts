import type { ReceiptKeys } from '@agent-factory/contracts';
import type { Services } from '../service-context.ts';

/** The public keys under which this installation's receipts are valid, the one in use first. */
export function listReceiptKeys({ services }: { services: Pick<Services, 'secrets'> }): ReceiptKeys {
  return services.secrets.receipts.publicKeys();
}

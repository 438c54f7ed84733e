import type { ReceiptVerdict } from '@agent-factory/contracts';
import type { Services } from '../service-context.ts';

/** Says of anything, to anyone, whether it is a receipt that this installation signed. Never throws for what it is given. */
export function verifyReceipt({
  services,
  input,
}: {
  services: Pick<Services, 'secrets'>;
  input: unknown;
}): ReceiptVerdict {
  return services.secrets.receipts.verify(input);
}

import type { JobPayload } from '@agent-factory/contracts';
import { moveMoney, type Services } from '@agent-factory/services';

export function moveMoneyJob(services: Services) {
  return (input: JobPayload<'move_money'>): Promise<void> => moveMoney({ services, input });
}

import type { JobPayload } from '@agent-factory/contracts';
import { indexDocument, type Services } from '@agent-factory/services';

export function indexDocumentJob(services: Services) {
  return (input: JobPayload<'index_document'>): Promise<void> => indexDocument({ services, input });
}

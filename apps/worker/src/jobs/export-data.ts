import type { JobPayload } from '@agent-factory/contracts';
import { type Services, writeExport } from '@agent-factory/services';

export function exportDataJob(services: Services) {
  return (input: JobPayload<'export_data'>): Promise<void> => writeExport({ services, input });
}

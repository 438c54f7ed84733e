import type { JobPayload } from '@agent-factory/contracts';
import { type Services, tellOfReview } from '@agent-factory/services';

export function tellOfReviewJob(services: Services) {
  return (input: JobPayload<'tell_of_review'>): Promise<void> => tellOfReview({ services, input });
}

import type { Services } from '../service-context.ts';

/** What the jobs of money need of a process. */
export type BillingServices = Pick<Services, 'db' | 'clock' | 'stripe' | 'cache' | 'onError'>;

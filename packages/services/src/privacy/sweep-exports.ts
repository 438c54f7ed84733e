import { sweepDataExports } from '@agent-factory/db/privacy';
import type { Services } from '../service-context.ts';

/** Removes archives whose seven days are over; how many. */
export function sweepExports({ services: { db } }: { services: Pick<Services, 'db'> }): Promise<number> {
  return sweepDataExports(db);
}

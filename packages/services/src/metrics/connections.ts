import { type ConnectionCounts, connectionCounts } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

export type { ConnectionCounts };

/** How busy this process's connections to the database are, for whoever runs it. */
export function connectionsInUse({ db }: Pick<Services, 'db'>): ConnectionCounts {
  return connectionCounts(db);
}

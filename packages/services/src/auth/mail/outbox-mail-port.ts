import { type Database, withAuthService } from '@agent-factory/db';
import { insertOutboxMail } from '@agent-factory/db/auth';
import type { Clock } from '@agent-factory/orchestrator';
import type { MailPort } from './mail-port.ts';

/** Keeps mail in the database, where the development outbox shows it. Local mode only. */
export function createOutboxMailPort(db: Database, clock: Clock): MailPort {
  return {
    send: (mail) => withAuthService(db, (tx) => insertOutboxMail(tx, { ...mail, at: new Date(clock.now()) })),
  };
}

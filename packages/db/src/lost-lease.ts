import pg from 'pg';

/** Whether a statement was refused because its run had passed on to another worker (`app.require_lease`). */
export function isLostLease(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === 'AF001';
}

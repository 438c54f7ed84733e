import pg from 'pg';

/** Whether a statement failed on text that Postgres cannot hold: NUL, or what is no Unicode (22021, 22P05). */
export function rejectsText(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '22021' || error.code === '22P05');
}

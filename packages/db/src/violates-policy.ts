import pg from 'pg';

/**
 * Whether a policy refused to write a row. Where the verb has checked its caller before, that means that the caller's
 * rights have changed since: a membership ended, a role was lowered, a team was shut.
 */
export function violatesPolicy(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.code === '42501' &&
    error.message.includes('violates row-level security policy')
  );
}

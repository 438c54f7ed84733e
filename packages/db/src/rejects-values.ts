import pg from 'pg';

/**
 * Whether a statement failed on what it was given (SQLSTATE classes 22, data exceptions, and 23, constraints), so
 * that sending it again cannot help.
 */
export function rejectsValues(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');
}

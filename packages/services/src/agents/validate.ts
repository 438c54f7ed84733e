import { type Diagnostic, specInputSchema } from '@agent-factory/contracts';
import { parseSpec, specHash, specToText } from '@agent-factory/spec';
import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

export const validateSpecInputSchema = z.strictObject({ spec: specInputSchema });

export interface SpecValidation {
  valid: boolean;
  diagnostics: readonly Diagnostic[];
  /** Null while the spec has an error. */
  spec_hash: string | null;
}

/** Says what is wrong with a spec; saves nothing, runs nothing. */
export function validateSpec({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof validateSpecInputSchema>;
}): SpecValidation {
  requireScope(ctx.actor, 'agents:read');
  const { spec } = parseInput(validateSpecInputSchema, input);
  const { document, diagnostics } = parseSpec(typeof spec === 'string' ? spec : specToText(spec));
  return {
    valid: document !== null,
    diagnostics,
    spec_hash: document === null ? null : specHash(document),
  };
}

import type { PatchComparison, PatchRefusal } from '@agent-factory/contracts';
import type { SpecPatchRow } from '@agent-factory/db';
import type { SpecChange } from '@agent-factory/spec';
import type { TriedVersion } from './try-cases.ts';

/** A proposal, as `spec_patches.patch` holds it. */
export interface StoredPatch {
  text: string;
  rationale: string;
  changes: Pick<SpecChange, 'risk' | 'summary' | 'before' | 'after'>[];
}

/** What the phases came to, as `spec_patches.results` holds it. Whoever takes the work over goes on after the last. */
export interface StoredResults {
  train?: { cases: number; failures: TriedVersion['failures'] };
  refused?: { code: PatchRefusal; reason: string }[];
  validation?: PatchComparison;
  sealed?: { passed: boolean; look: number; looksLeft: number };
}

/** Guaranteed by `work-on-patch.ts`, which alone writes the columns. */
export function patchOf({ patch }: Pick<SpecPatchRow, 'patch'>): StoredPatch | null {
  return patch as StoredPatch | null;
}
export function resultsOf({ results }: Pick<SpecPatchRow, 'results'>): StoredResults {
  return results as StoredResults;
}

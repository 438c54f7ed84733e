export { decideSpecPatch } from './decide-spec-patch.ts';
export { insertSpecPatch, type NewSpecPatch } from './insert-spec-patch.ts';
export { listSpecPatches } from './list-spec-patches.ts';
export { finishSpecPatch, moveSpecPatch } from './move-spec-patch.ts';
export type { SpecPatchRow } from './rows.ts';
export { selectSpecPatch } from './select-spec-patch.ts';
export { claimStaleSpecPatches, countRevival, touchSpecPatch } from './stale-spec-patches.ts';
export { takeSealedLook } from './take-sealed-look.ts';

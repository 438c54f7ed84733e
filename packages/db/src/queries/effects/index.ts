export { beginEffect, type EffectRow } from './begin-effect.ts';
export { finishEffect } from './finish-effect.ts';

import { AppError } from '@agent-factory/contracts';

/**
 * The model under test that the judge is too; null where it is none of them. One model has many names: by another
 * vendor's route, with the date of a snapshot, as `-latest`.
 */
export function judgeConflict(judge: string, modelsUnderTest: readonly string[]): string | null {
  const name = bareName(judge);
  return modelsUnderTest.find((model) => bareName(model) === name) ?? null;
}

/** Throws AppError `invalid_input` where the judge is a model under test: models prefer what they wrote themselves. */
export function refuseSelfJudging(judge: string, modelsUnderTest: readonly string[]): void {
  const conflict = judgeConflict(judge, modelsUnderTest);
  if (conflict === null) return;
  throw new AppError(
    'invalid_input',
    `${judge} cannot judge answers of ${conflict}: a model prefers what it wrote itself. Choose another judge.`,
  );
}

function bareName(model: string): string {
  const last = model.toLowerCase().trim().split('/').at(-1) ?? '';
  return last
    .replace(/:[a-z]+$/, '')
    .replace(/[-@](?:20\d{6}|20\d{2}-\d{2}-\d{2}|latest|\d{4})$/, '')
    .replace(/-v\d+$/, '')
    .replaceAll('.', '-');
}

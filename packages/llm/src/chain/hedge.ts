import type { Attempt } from '../attempt/attempt.ts';

/**
 * Runs `second` beside a first attempt once that has been silent for `afterMs`; resolves when neither is under way.
 * `isDecided` says whether one of them has content by then.
 */
export async function hedge<Result>(
  first: (began: (attempt: Attempt) => void) => Promise<Result>,
  second: () => Promise<Result>,
  afterMs: number,
  isDecided: () => boolean,
): Promise<Result[]> {
  let clock: NodeJS.Timeout | undefined;
  let other: Promise<Result> | undefined;
  const one = first(() => {
    clock = setTimeout(() => {
      if (!isDecided()) {
        other = second();
        // Looked at below; until then its failure is not unhandled.
        other.catch(() => {});
      }
    }, afterMs);
  });
  try {
    const result = await one;
    clearTimeout(clock);
    return other === undefined ? [result] : [result, await other];
  } catch (error) {
    clearTimeout(clock);
    await other?.catch(() => {});
    throw error;
  }
}

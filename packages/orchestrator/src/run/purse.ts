import type { RunEventData } from '@agent-factory/contracts';
import type { Ceiling } from '@agent-factory/llm';
import type { RunContext } from './run-context.ts';
import type { Tally } from './tally.ts';

export interface Purse extends Ceiling {
  /** What this call has cost so far. */
  readonly chargedNanoUsd: number;
  /** Counts what was spent without having been set aside. */
  charge(nanoUsd: number): void;
}

/**
 * The ceilings of a level and of all around it as one: money is set aside in all of them or in none, without a turn of
 * the event loop between, so that members at work at once cannot overshoot together what each could spend alone.
 */
export function openPurse({ lineage, emit, scope }: RunContext, step: number): Purse {
  const tallies = lineage.map(({ tally }) => tally);
  let charged = 0;

  function tell(action: 'held' | 'settled' | 'refused', nanoUsd: number): void {
    const { spentNanoUsd, heldNanoUsd, ceilingNanoUsd } = tightest(tallies);
    const event: RunEventData = {
      type: 'reservation',
      step,
      action,
      cost_nano_usd: nanoUsd,
      spent_nano_usd: spentNanoUsd,
      held_nano_usd: heldNanoUsd,
      ceiling_nano_usd: ceilingNanoUsd,
    };
    // Money does not wait for the log; a log that fails stops the run at its next event.
    emit(event).catch(() => {});
  }

  return {
    get chargedNanoUsd() {
      return charged;
    },
    reserve(nanoUsd) {
      const fits = tallies.every((tally) => nanoUsd <= tally.leftNanoUsd);
      if (fits) for (const tally of tallies) tally.heldNanoUsd += nanoUsd;
      if (nanoUsd > 0) tell(fits ? 'held' : 'refused', nanoUsd);
      return fits;
    },
    settle(reservedNanoUsd, costNanoUsd) {
      for (const tally of tallies) {
        tally.heldNanoUsd -= reservedNanoUsd;
        tally.spentNanoUsd += costNanoUsd;
      }
      charged += costNanoUsd;
      scope.tellMoneyBack();
      if (reservedNanoUsd > 0 || costNanoUsd > 0) tell('settled', costNanoUsd);
    },
    charge(nanoUsd) {
      for (const tally of tallies) tally.spentNanoUsd += nanoUsd;
      charged += nanoUsd;
    },
  };
}

/** Whether members at work beside this one have set money aside, some of which comes back. */
export function othersHold({ lineage }: RunContext): boolean {
  return lineage.some(({ tally }) => tally.heldNanoUsd > 0);
}

/** The one that has the least left. */
export function tightest(tallies: readonly Tally[]): Tally {
  return tallies.reduce((least, tally) => (tally.leftNanoUsd < least.leftNanoUsd ? tally : least));
}

import type { Calibration } from './calibrate-judge.ts';
import type { OrderCheck } from './check-order.ts';

/** What a judge must reach to decide alone; shares from 0 to 1. */
export interface JudgeBars {
  items: number;
  kappa: number;
  /** The lower ends of both rates' intervals: few items must not pass for good ones. */
  truePositiveRateLow: number;
  trueNegativeRateLow: number;
  consistency: number;
  orderAgreement: number;
  undecidedRate: number;
}

/** κ from 0.6 on is called substantial (Landis and Koch 1977). */
export const judgeBars: JudgeBars = {
  items: 100,
  kappa: 0.6,
  truePositiveRateLow: 0.75,
  trueNegativeRateLow: 0.75,
  consistency: 0.9,
  orderAgreement: 0.8,
  undecidedRate: 0.05,
};

/** Whether a judge may decide, or only advise; and by which bars it fell short. */
export interface JudgeStanding {
  standing: 'trusted' | 'advisory';
  /** Sentences for a person: what it did not reach. Empty where it is trusted. */
  reasons: string[];
  bars: JudgeBars;
}

/**
 * What a judge's calibration is worth. One that was never calibrated, or too little, is advisory: its verdict is shown,
 * but opens no gate. `order` is asked for only where it compares pairs.
 */
export function judgeStanding(
  calibration: Calibration | null,
  {
    order = null,
    comparesPairs = false,
    bars = judgeBars,
  }: { order?: OrderCheck | null; comparesPairs?: boolean; bars?: JudgeBars } = {},
): JudgeStanding {
  const reasons: string[] = [];
  const reach = (what: string, value: number | null | undefined, bar: number) => {
    if (value === null || value === undefined || !(value >= bar)) {
      reasons.push(
        `${what} is ${value === null || value === undefined ? 'not known' : shown(value)}; ${shown(bar)} is asked for.`,
      );
    }
  };
  if (calibration === null) reasons.push('It was never compared with people’s labels.');
  else {
    const { items, kappa, truePositiveRate, trueNegativeRate, consistency, undecidedRate } = calibration;
    if (items < bars.items) reasons.push(`It was compared on ${items} items; ${bars.items} are asked for.`);
    reach('Agreement with people beyond chance (κ)', kappa?.value, bars.kappa);
    reach(
      'What it passes of what people pass, at least (95 %),',
      truePositiveRate?.low,
      bars.truePositiveRateLow,
    );
    reach(
      'What it fails of what people fail, at least (95 %),',
      trueNegativeRate?.low,
      bars.trueNegativeRateLow,
    );
    reach('How often it says the same again', consistency, bars.consistency);
    if (!(undecidedRate <= bars.undecidedRate)) {
      reasons.push(
        `It gave no verdict on ${shown(undecidedRate)} of what it was asked; at most ${shown(bars.undecidedRate)} is let.`,
      );
    }
  }
  if (comparesPairs)
    reach('How often it says the same in both orders', order?.agreement, bars.orderAgreement);
  return { standing: reasons.length === 0 ? 'trusted' : 'advisory', reasons, bars };
}

function shown(share: number): string {
  return String(Math.round(share * 1_000) / 1_000);
}

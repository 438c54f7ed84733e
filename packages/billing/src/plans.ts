import type { Plan } from '@agent-factory/contracts';

/** What a plan costs and gives: the one home of every limit that depends on the plan. Null is no bound. */
export interface PlanTerms {
  title: string;
  /** One sentence for whoever chooses. */
  says: string;
  /** A month, in cents of a US dollar. */
  monthlyPriceMinor: number;
  /** A team tries one paid plan for so long, once. */
  trialDays: number;
  /** In a period: runs that are started, tokens that models read and write. */
  runs: number | null;
  tokens: number | null;
  /** Of each API key and each member by itself. */
  requestsPerMinute: number;
  /** What one request may cost at most where the platform's keys pay, in 10⁻⁹ USD. */
  maxCostNanoUsd: number | null;
  /** Which part of a worker's places the team's runs may take at once; 1 is all of them. */
  workerShare: number;
}

export const planTerms: Readonly<Record<Plan, PlanTerms>> = {
  free: {
    title: 'Free',
    says: 'To build and try agents.',
    monthlyPriceMinor: 0,
    trialDays: 0,
    runs: 1_000,
    tokens: 2_000_000,
    requestsPerMinute: 10,
    maxCostNanoUsd: 1_000_000,
    workerShare: 0.25,
  },
  pro: {
    title: 'Pro',
    says: 'For a team whose agents work every day.',
    monthlyPriceMinor: 4_900,
    trialDays: 14,
    runs: 50_000,
    tokens: 200_000_000,
    requestsPerMinute: 100,
    maxCostNanoUsd: 10_000_000,
    workerShare: 0.5,
  },
  enterprise: {
    title: 'Enterprise',
    says: 'Without bounds on runs and tokens.',
    monthlyPriceMinor: 49_900,
    trialDays: 14,
    runs: null,
    tokens: null,
    requestsPerMinute: 1_000,
    maxCostNanoUsd: null,
    workerShare: 1,
  },
};

/** Plans are sold in this currency alone. */
export const planCurrency = 'usd';

export type PaidPlan = Exclude<Plan, 'free'>;
export const paidPlans = ['pro', 'enterprise'] as const satisfies readonly PaidPlan[];

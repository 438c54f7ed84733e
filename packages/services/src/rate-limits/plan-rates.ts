import type { Plan } from '@agent-factory/contracts';

/** How many requests a minute each API key, and each member, may make in a team of the plan. */
export const requestsPerMinute: Readonly<Record<Plan, number>> = { free: 10, pro: 100, enterprise: 1_000 };

/** The window of all of them: in no minute are more requests let in. */
export const windowMs = 60_000;

/** How many requests the fuzz tests send: few in the suite, `pnpm fuzz` says how many else. */
export const fuzzRequests = Number(process.env.FUZZ_REQUESTS ?? '') || 300;
/** From which the requests are drawn; a failure names it. */
export const fuzzSeed = Number(process.env.FUZZ_SEED ?? '') || Date.now() % 2 ** 31;

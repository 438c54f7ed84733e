export { apiOptionsOf } from './api-options.ts';
export { type ApiEnv, parseApiEnv } from './env.ts';
export { type ApiOptions, type RunningApi, startApi } from './start-api.ts';
export type { AppRouter } from './trpc/router.ts';

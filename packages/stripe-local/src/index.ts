export { type TestCard, testCards } from './cards.ts';
export type { LocalEndpoint, LocalStripe, LocalStripeOptions } from './server/local-stripe.ts';
export { startLocalStripe } from './server/start-local-stripe.ts';

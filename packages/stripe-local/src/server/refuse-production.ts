/** Keys of the local Stripe begin with this, so that nothing takes them for Stripe's. */
export const localKeyPrefix = 'sk_test_local_';

/**
 * A Stripe that invents money has no business in production, nor beside a key of the real one.
 *
 * @throws Error that says which setting is in the way.
 */
export function refuseProduction(env: Readonly<Record<string, string | undefined>>): void {
  if (env.NODE_ENV === 'production') {
    throw new Error(
      'The local Stripe does not start with NODE_ENV=production. Set STRIPE_SECRET_KEY to use Stripe.',
    );
  }
  if (env.AGENT_FACTORY_MODE === 'production') {
    throw new Error(
      'The local Stripe does not start in production mode. Set STRIPE_SECRET_KEY to use Stripe.',
    );
  }
  const key = env.STRIPE_SECRET_KEY;
  if (key !== undefined && key !== '' && !key.startsWith(localKeyPrefix)) {
    throw new Error(
      'The local Stripe does not start beside a STRIPE_SECRET_KEY of Stripe: unset one of the two.',
    );
  }
}

import { type PaidPlan, planCurrency, planTerms } from '@agent-factory/billing';
import type Stripe from 'stripe';
import { askStripe } from './require-stripe.ts';

/** What a plan is sold for; another price is another name, and old subscriptions keep what they agreed to. */
function nameOf(plan: PaidPlan): string {
  return `agent_factory_${plan}_${planTerms[plan].monthlyPriceMinor}_monthly`;
}

/** The id of the plan's price at Stripe, which is made there the first time that somebody asks. */
export async function priceOfPlan(stripe: Stripe, plan: PaidPlan): Promise<string> {
  const { title, says, monthlyPriceMinor } = planTerms[plan];
  const name = nameOf(plan);
  return askStripe(async () => {
    const known = await stripe.prices.list({ lookup_keys: [name], active: true, limit: 1 });
    const [price] = known.data;
    if (price !== undefined) return price.id;
    const product = await stripe.products.create(
      { name: `Agent Factory ${title}`, description: says, metadata: { plan } },
      { idempotencyKey: `product:${name}` },
    );
    const made = await stripe.prices.create(
      {
        product: product.id,
        currency: planCurrency,
        unit_amount: monthlyPriceMinor,
        recurring: { interval: 'month' },
        tax_behavior: 'exclusive',
        lookup_key: name,
        metadata: { plan },
      },
      { idempotencyKey: `price:${name}` },
    );
    return made.id;
  });
}

import type { Address } from '../shapes/none.ts';
import { type InvoiceTax, newTaxRate } from '../shapes/tax-rate.ts';

interface Rate {
  /** Thousandths of a percent, so that tax is worked out in whole numbers. */
  milliPercent: number;
  taxType: string;
  name: string;
}

const vat = (milliPercent: number): Rate => ({ milliPercent, taxType: 'vat', name: 'VAT' });
const gst = (milliPercent: number): Rate => ({ milliPercent, taxType: 'gst', name: 'GST' });

/**
 * What the stand-in for Stripe Tax takes, by the buyer's country: the standard rate as of 2026, and nothing anywhere else,
 * as where a seller is not registered. The real one knows states, kinds of goods and thresholds.
 */
const rates: Readonly<Record<string, Rate>> = {
  AT: vat(20_000),
  AU: gst(10_000),
  BE: vat(21_000),
  CA: gst(5_000),
  CH: vat(8_100),
  DE: vat(19_000),
  DK: vat(25_000),
  ES: vat(21_000),
  FI: vat(25_500),
  FR: vat(20_000),
  GB: vat(20_000),
  IE: vat(23_000),
  IN: gst(18_000),
  IT: vat(22_000),
  JP: { milliPercent: 10_000, taxType: 'jct', name: 'Consumption tax' },
  NL: vat(21_000),
  NO: vat(25_000),
  NZ: gst(15_000),
  PL: vat(23_000),
  PT: vat(23_000),
  SE: vat(25_000),
  SG: gst(9_000),
};

const whole = 100_000;

export const taxedCountries: readonly string[] = Object.keys(rates);

/** The objects that invoices name; https://docs.stripe.com/api/tax_rates */
export function taxRates(): ReturnType<typeof newTaxRate>[] {
  return Object.entries(rates).map(([country, { milliPercent, taxType, name }]) =>
    newTaxRate(rateId(country), { country, percentage: milliPercent / 1_000, taxType, name }),
  );
}

function rateId(country: string): string {
  return `txr_local${country}`;
}

/** Whose tax it is. */
interface TaxPayer {
  address: Pick<Address, 'country'> | null;
  tax_exempt: string;
}

/**
 * Tax on an amount in minor units, rounded half away from nothing. An `inclusive` price has it inside, any other has it on
 * top. What is credited is credited with its tax.
 */
export function taxOf(amount: number, payer: TaxPayer, behavior: string | null): InvoiceTax {
  const country = payer.address?.country ?? '';
  const rate = rates[country];
  const inclusive = behavior === 'inclusive';
  const of = (tax: number, reason: string): InvoiceTax => ({
    amount: tax,
    tax_behavior: inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: rate === undefined ? null : { tax_rate: rateId(country) },
    taxability_reason: reason,
    taxable_amount: inclusive ? amount - tax : amount,
    type: 'tax_rate_details',
  });
  if (rate === undefined) return of(0, 'not_collecting');
  if (payer.tax_exempt === 'exempt') return of(0, 'customer_exempt');
  if (payer.tax_exempt === 'reverse') return of(0, 'reverse_charge');
  const base = inclusive ? whole + rate.milliPercent : whole;
  const tax = Math.sign(amount) * Math.round((Math.abs(amount) * rate.milliPercent) / base);
  return of(tax + 0, 'standard_rated');
}

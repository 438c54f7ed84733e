import type { Metadata } from './none.ts';

/** https://docs.stripe.com/api/tax_rates/object; `percentage` in percent. */
export function newTaxRate(
  id: string,
  fields: { country: string; percentage: number; taxType: string; name: string },
) {
  return {
    id,
    object: 'tax_rate' as const,
    active: true,
    country: fields.country,
    created: 0,
    description: `${fields.name} ${fields.country}`,
    display_name: fields.name,
    effective_percentage: fields.percentage,
    flat_amount: null,
    inclusive: false,
    jurisdiction: fields.country,
    jurisdiction_level: 'country',
    livemode: false,
    metadata: {} as Metadata,
    percentage: fields.percentage,
    rate_type: 'percentage',
    state: null,
    tax_type: fields.taxType,
  };
}

/** What an invoice and its lines say of a tax; minor units. */
export interface InvoiceTax {
  amount: number;
  tax_behavior: 'exclusive' | 'inclusive';
  tax_rate_details: { tax_rate: string } | null;
  taxability_reason: string;
  taxable_amount: number;
  type: 'tax_rate_details';
}

// Some of the countries in which Stripe offers Express accounts; it refuses in its own words what it does not serve.
const codes = [
  'AT',
  'AU',
  'BE',
  'CA',
  'CH',
  'CZ',
  'DE',
  'DK',
  'ES',
  'FI',
  'FR',
  'GB',
  'IE',
  'IT',
  'JP',
  'NL',
  'NO',
  'NZ',
  'PL',
  'PT',
  'SE',
  'SG',
  'US',
] as const;

const names = new Intl.DisplayNames('en', { type: 'region' });

/** Countries that a creator can be in, by name. */
export const countryOptions = codes
  .map((value) => ({ value: value as string, label: names.of(value) ?? value }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));

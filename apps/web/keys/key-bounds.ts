import { agentLabels, ipRangeSchema, type KeyVersion, keyVersionSchema } from '@agent-factory/contracts';

/** What bounds a key besides what it may do, as it stands in a form. */
export interface KeyBounds {
  /** Days, `date` for the one in `date`, `never`, or `keep` for what it is. */
  lifetime: string;
  /** `2027-01-31`, as the browser's own field gives it. */
  date: string;
  budget: string;
  /** One address or network a line. */
  addresses: string;
  /** A label, `newest`, or `hash` for the one in `hash`. */
  version: string;
  /** Of a spec, in hex. */
  hash: string;
}

export const versions = [
  { value: 'newest', label: 'The newest version' },
  { value: 'production', label: 'What is labelled production' },
  { value: 'staging', label: 'What is labelled staging' },
  { value: 'draft', label: 'What is labelled draft' },
  { value: 'hash', label: 'One spec, by its hash…' },
];

/** How what a key has stands in a form. */
export function versionBounds(version: KeyVersion | null): Pick<KeyBounds, 'version' | 'hash'> {
  if (version === null) return { version: 'newest', hash: '' };
  return agentLabels.some((label) => label === version)
    ? { version, hash: '' }
    : { version: 'hash', hash: version };
}

/** What its runs are of; null for the newest, undefined for what is no hash. */
export function versionOf({ version, hash }: KeyBounds): KeyVersion | null | undefined {
  if (version === 'newest') return null;
  return keyVersionSchema.safeParse(version === 'hash' ? hash.trim().toLowerCase() : version).data;
}

export const lifetimes = [
  { value: '7', label: 'In 7 days' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'date', label: 'On a date…' },
  { value: 'never', label: 'Never' },
];

const dayMs = 86_400_000;

/** The end of the chosen day or span; undefined to leave it as it is. */
export function expiryOf({ lifetime, date }: KeyBounds): string | null | undefined {
  if (lifetime === 'keep') return undefined;
  if (lifetime === 'never') return null;
  if (lifetime === 'date') return new Date(`${date}T23:59:59`).toISOString();
  return new Date(Date.now() + Number(lifetime) * dayMs).toISOString();
}

export function budgetOf({ budget }: KeyBounds): number | null {
  const text = budget.trim().replace(/^\$/, '');
  return text === '' ? null : Number(text);
}

export function addressesOf({ addresses }: KeyBounds): string[] | null {
  const lines = addresses.split(/[\s,]+/).filter((line) => line !== '');
  return lines.length === 0 ? null : lines;
}

export interface BoundsErrors {
  date?: string;
  budget?: string;
  addresses?: string;
  hash?: string;
}

export function errorsOf(bounds: KeyBounds): BoundsErrors {
  const { lifetime, date } = bounds;
  const budget = budgetOf(bounds);
  const ranges = addressesOf(bounds) ?? [];
  const wrong = ranges.find((range) => !ipRangeSchema.safeParse(range).success);
  const isPast = lifetime === 'date' && !(Date.parse(`${date}T23:59:59`) > Date.now());
  return {
    ...(isPast ? { date: 'Choose a day that is not over.' } : {}),
    ...(versionOf(bounds) === undefined
      ? { hash: 'A hash has 64 of the characters 0 to 9 and a to f.' }
      : {}),
    ...(budget !== null && !(budget >= 0) ? { budget: 'Write an amount like 20.' } : {}),
    ...(wrong === undefined
      ? ranges.length > 50
        ? { addresses: 'At most 50.' }
        : {}
      : { addresses: `“${wrong}” is no address or network, like 203.0.113.7 or 10.0.0.0/8.` }),
  };
}

import { agentLabels, ipRangeSchema, type KeyVersion, keyVersionSchema } from '@agent-factory/contracts';
import type { Translator } from '../words/translator.ts';

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
  { value: 'newest', name: 'newest' },
  { value: 'production', name: 'production' },
  { value: 'staging', name: 'staging' },
  { value: 'draft', name: 'draft' },
  { value: 'hash', name: 'byHash' },
] as const;

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
  { value: '7', name: 'in7' },
  { value: '30', name: 'in30' },
  { value: '90', name: 'in90' },
  { value: '365', name: 'inYear' },
  { value: 'date', name: 'onDate' },
  { value: 'never', name: 'never' },
] as const;

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

export function errorsOf(bounds: KeyBounds, say: Translator<'keys'>): BoundsErrors {
  const { lifetime, date } = bounds;
  const budget = budgetOf(bounds);
  const ranges = addressesOf(bounds) ?? [];
  const wrong = ranges.find((range) => !ipRangeSchema.safeParse(range).success);
  const isPast = lifetime === 'date' && !(Date.parse(`${date}T23:59:59`) > Date.now());
  return {
    ...(isPast ? { date: say('dayOver') } : {}),
    ...(versionOf(bounds) === undefined ? { hash: say('badHash') } : {}),
    ...(budget !== null && !(budget >= 0) ? { budget: say('badBudget') } : {}),
    ...(wrong === undefined
      ? ranges.length > 50
        ? { addresses: say('atMost50') }
        : {}
      : { addresses: say('badAddress', { range: wrong }) }),
  };
}

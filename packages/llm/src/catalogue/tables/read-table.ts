import { readFileSync } from 'node:fs';
import { type Price, type PrintedRates, priceOf } from '../price.ts';

/** One line of a vendor's table. */
export interface TableRow {
  name: string;
  title: string;
  contextTokens: number | null;
  price: Price;
  /** The day on which another price begins (`YYYY-MM-DD`); null for none that is known. */
  until: string | null;
}

/** The models of a vendor's table, with the prices that hold on a day (`YYYY-MM-DD`). */
export function readTable(vendor: string, today: string): TableRow[] {
  const text = readFileSync(new URL(`${vendor}.tsv`, import.meta.url), 'utf8');
  const header = (key: string) => text.match(new RegExp(`^# ${key} (.*)$`, 'm'))?.[1] ?? '';
  const from = { source: header('source'), asOf: header('asOf') };
  const rows: TableRow[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [name = '', title = '', context = '', price = ''] = line.split('\t');
    const contextTokens = context === '' ? null : Number(context);
    rows.push({ name, title, contextTokens, ...parsePrice(price, from, today) });
  }
  return rows;
}

/** `in=1.25 out=10 cached=0.125; >200000 in=2.5 out=15; @2027-01-01 in=2 out=20`. */
function parsePrice(
  text: string,
  from: { source: string; asOf: string },
  today: string,
): { price: Price; until: string | null } {
  let parts: string[] = [];
  let until: string | null = null;
  for (const part of text.split('; ')) {
    const day = part.startsWith('@') ? part.slice(1, 11) : null;
    if (day !== null && day > today) {
      until = day;
      break;
    }
    if (day === null) parts.push(part);
    else parts = [part.slice(12)];
  }
  const [base = '', ...tiers] = parts;
  const values = valuesOf(base);
  const price = priceOf({
    ...ratesOf(values),
    requestUsd: values.get('request') ?? 0,
    searchUsd: values.get('search') ?? 0,
    tiers: tiers.map((tier) => {
      const space = tier.indexOf(' ');
      return { ...ratesOf(valuesOf(tier.slice(space + 1))), aboveTokens: Number(tier.slice(1, space)) };
    }),
    ...from,
  });
  return { price, until };
}

function valuesOf(text: string): Map<string, number> {
  const values = new Map<string, number>();
  for (const pair of text.split(' ')) {
    const equals = pair.indexOf('=');
    values.set(pair.slice(0, equals), Number(pair.slice(equals + 1)));
  }
  return values;
}

const optional = {
  reasoning: 'reasoning',
  cached: 'cachedInput',
  write: 'cacheWrite',
  hour: 'cacheWriteHour',
} as const;

function ratesOf(values: ReadonlyMap<string, number>): PrintedRates {
  const rates: PrintedRates = { input: values.get('in') ?? 0, output: values.get('out') ?? 0 };
  for (const [short, key] of Object.entries(optional)) {
    const value = values.get(short);
    if (value !== undefined) rates[key] = value;
  }
  return rates;
}

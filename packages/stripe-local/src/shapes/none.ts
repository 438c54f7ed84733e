import type { Metadata } from '../http/params.ts';

/** Null for now; the type says what may come to stand there. */
export function none<T>(): T | null {
  return null;
}

/** What every object of Stripe's has. Names that begin with `_` are ours and leave the house never. */
export interface StripeObject {
  id: string;
  object: string;
}

/** What each new object is told by its maker. */
export interface Birth {
  id: string;
  /** Unix seconds. */
  created: number;
}

export interface Address {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

export function noAddress(): Address {
  return { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
}

export interface EmbeddedList<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

export type { Metadata };

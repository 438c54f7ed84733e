import type { CatalogueModel, describeModel } from './catalogue-model.ts';
import type { Price } from './price.ts';

/** A model that somebody here looked at; its price is that of the vendor's table, unless it names one of its own. */
export type Described = Omit<Parameters<typeof describeModel>[0], 'provider' | 'price' | 'pinOnly'> & {
  price?: Price;
};

/** What to think of a model of which only name and price are known: what its vendor's models can, and no more. */
export type VendorTraits = (
  name: string,
) => Pick<CatalogueModel, 'tools' | 'vision' | 'temperature' | 'searches'> & Partial<CatalogueModel>;

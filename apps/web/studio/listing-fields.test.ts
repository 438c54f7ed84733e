import { expect, it } from 'vitest';
import { emptyListing, readListing } from './listing-fields.ts';

const good = { ...emptyListing, title: 'Refund desk', summary: 'Answers refund requests.', price: '19' };

it('reads a listing as the API takes it', () => {
  expect(
    readListing({ ...good, tags: 'Refunds, shop ,', licence: 'resell', royalty: '12,5' }).fields,
  ).toEqual({
    title: 'Refund desk',
    summary: 'Answers refund requests.',
    description: '',
    category: 'other',
    tags: ['refunds', 'shop'],
    price_minor: 1_900,
    licence: 'resell',
    fork_royalty_bps: 1_250,
  });
});

it('asks for no share where nothing may be resold', () => {
  expect(readListing({ ...good, royalty: 'half' }).fields?.fork_royalty_bps).toBe(0);
});

it('says at each field what is wrong', () => {
  const draft = { ...good, title: 'Re', summary: ' ', price: '0.99', licence: 'resell', royalty: '51' };
  expect(Object.keys(readListing(draft).problems ?? {})).toEqual(['title', 'summary', 'price', 'royalty']);
});

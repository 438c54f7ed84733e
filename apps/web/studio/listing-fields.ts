import type { CreateTemplateInput, OwnTemplate } from '@agent-factory/contracts';
import { isCategory } from '../marketplace/category-labels.ts';
import { isLicence } from '../marketplace/licence-words.ts';
import { parsePrice, writePrice } from './parse-price.ts';

/** A listing as it stands in a form: all of it text. */
export interface ListingDraft {
  title: string;
  summary: string;
  description: string;
  category: string;
  tags: string;
  price: string;
  licence: string;
  /** In percent. */
  royalty: string;
}

export type ListingFields = Required<Omit<CreateTemplateInput, 'agent_id'>>;

export const emptyListing: ListingDraft = {
  title: '',
  summary: '',
  description: '',
  category: 'other',
  tags: '',
  price: '0.00',
  licence: 'use',
  royalty: '10',
};

export function draftOf(template: OwnTemplate): ListingDraft {
  return {
    title: template.title,
    summary: template.summary,
    description: template.description,
    category: template.category,
    tags: template.tags.join(', '),
    price: writePrice(template.price_minor),
    licence: template.licence,
    royalty: String(template.fork_royalty_bps / 100),
  };
}

export type ListingProblems = Partial<Record<keyof ListingDraft, string>>;

const mostTags = 10;
const mostRoyaltyPercent = 50;

/** What the API takes, or for each field what is wrong with it. */
export function readListing(
  draft: ListingDraft,
): { fields: ListingFields; problems: null } | { fields: null; problems: ListingProblems } {
  const problems: ListingProblems = {};
  const title = draft.title.trim();
  const summary = draft.summary.trim();
  const tags = draft.tags
    .split(',')
    .map((tag) => tag.trim().toLowerCase())
    .filter((tag) => tag !== '');
  const price = parsePrice(draft.price);
  const royalty = /^\s*\d{1,2}(?:[.,]\d{1,2})?\s*$/.test(draft.royalty) ? parsePrice(draft.royalty) : null;
  if (title.length < 3) problems.title = 'Three letters at least.';
  if (summary === '') problems.summary = 'Say in one sentence what it does.';
  if (tags.length > mostTags) problems.tags = `${mostTags} tags at most.`;
  if (price === null) problems.price = 'An amount like 19.00, or 0 for nothing.';
  else if (price > 0 && price < 100) problems.price = 'Nothing, or 1.00 and more.';
  const isResold = draft.licence === 'resell';
  if (isResold && (royalty === null || royalty > mostRoyaltyPercent * 100))
    problems.royalty = `From 0 to ${mostRoyaltyPercent}.`;
  if (Object.keys(problems).length > 0 || price === null) return { fields: null, problems };
  return {
    problems: null,
    fields: {
      title,
      summary,
      description: draft.description,
      category: isCategory(draft.category) ? draft.category : 'other',
      tags,
      price_minor: price,
      licence: isLicence(draft.licence) ? draft.licence : 'use',
      fork_royalty_bps: isResold ? (royalty ?? 0) : 0,
    },
  };
}

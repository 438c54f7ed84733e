import type { TemplateCategory } from '@agent-factory/contracts';
import type { PlainKey, Translator } from '../words/translator.ts';

/** The marketplace's categories as people read them, in the order in which they are offered. */
export const categoryNames: Readonly<Record<TemplateCategory, PlainKey<'market'>>> = {
  'customer-support': 'support',
  sales: 'sales',
  marketing: 'marketing',
  research: 'research',
  data: 'data',
  engineering: 'engineering',
  operations: 'operations',
  finance: 'finance',
  people: 'people',
  education: 'education',
  personal: 'personal',
  other: 'other',
};

export function categoryOptions(say: Translator<'market'>): { value: string; label: string }[] {
  return Object.entries(categoryNames).map(([value, name]) => ({ value, label: say(name) }));
}

export function isCategory(text: string | null): text is TemplateCategory {
  return text !== null && Object.hasOwn(categoryNames, text);
}

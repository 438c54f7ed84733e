import type { TemplateCategory } from '@agent-factory/contracts';

/** The marketplace's categories as people read them, in the order in which they are offered. */
export const categoryLabels: Readonly<Record<TemplateCategory, string>> = {
  'customer-support': 'Customer support',
  sales: 'Sales',
  marketing: 'Marketing',
  research: 'Research',
  data: 'Data',
  engineering: 'Engineering',
  operations: 'Operations',
  finance: 'Finance',
  people: 'People',
  education: 'Education',
  personal: 'Personal',
  other: 'Other',
};

export const categoryOptions = Object.entries(categoryLabels).map(([value, label]) => ({ value, label }));

export function isCategory(text: string | null): text is TemplateCategory {
  return text !== null && Object.hasOwn(categoryLabels, text);
}

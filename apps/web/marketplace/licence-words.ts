import type { TemplateLicence } from '@agent-factory/contracts';

/** What the owner of a template may do with it. */
export const licenceWords: Readonly<Record<TemplateLicence, { title: string; says: string }>> = {
  use: { title: 'Use', says: 'To be used as it is. What it is told stays its maker’s.' },
  modify: { title: 'Use and change', says: 'Your team may change it for itself.' },
  resell: { title: 'Use, change, resell', says: 'Your team may change it and offer what it made of it.' },
};

export const licenceOptions = Object.entries(licenceWords).map(([value, { title }]) => ({
  value,
  label: title,
}));

export function isLicence(text: string): text is TemplateLicence {
  return Object.hasOwn(licenceWords, text);
}

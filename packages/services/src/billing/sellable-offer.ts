import type { TemplateOffer } from '@agent-factory/db/billing';

/** An offer that has something to sell. */
export type SellableOffer = Omit<TemplateOffer, 'versionId'> & { versionId: string };

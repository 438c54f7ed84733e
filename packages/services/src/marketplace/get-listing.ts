import { type TemplateView, templateIdInputSchema } from '@agent-factory/contracts';
import { searchTemplates, selectTemplatePage } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import type { Services } from '../service-context.ts';
import { listingView } from './template-view.ts';

/** A listing, for anybody; kept for ten minutes and forgotten by whatever changes it (without
 * Redis, which would tell other processes, for less than a second). Errors: `not_found`. */
export async function getListing({
  services,
  input,
}: {
  services: Pick<Services, 'db' | 'cache'>;
  input: z.input<typeof templateIdInputSchema>;
}): Promise<TemplateView> {
  const parsed = templateIdInputSchema.safeParse(input);
  if (!parsed.success) throw notFound('template');
  const { template_id: templateId } = parsed.data;
  return services.cache.getOrRead({ kind: 'template', templateId, key: ['page'] }, async () => {
    const page = await selectTemplatePage(services.db, templateId);
    if (page === undefined) throw notFound('template');
    return listingView(page);
  });
}

/** So many listings are had at hand when a process begins. */
const most = 50;

/**
 * Has the listings at hand that most teams own, before anybody asks. What cannot be read now is read when it is needed:
 * never rejects. Answers with how many it read.
 */
export async function warmListings(services: Pick<Services, 'db' | 'cache'>): Promise<{ read: number }> {
  let read = 0;
  const popular = await searchTemplates(services.db, {
    ...{
      asked: null,
      category: null,
      tags: null,
      freeOnly: false,
      sort: 'popular',
      after: null,
      limit: most,
    },
  }).catch(() => []);
  for (const { id } of popular) {
    await getListing({ services, input: { template_id: id } }).then(
      () => {
        read += 1;
      },
      () => {},
    );
  }
  return { read };
}

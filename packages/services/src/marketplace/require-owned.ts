import { AppError, type TemplateId } from '@agent-factory/contracts';
import {
  ownsTemplate,
  selectTemplateRelease,
  type TemplateRelease,
  type Transaction,
} from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import type { ServiceContext } from '../service-context.ts';

/** What is given out at the moment. Errors: `not_found` for what is not listed and not owned. */
export async function requireRelease(tx: Transaction, templateId: TemplateId): Promise<TemplateRelease> {
  const release = await selectTemplateRelease(tx, templateId);
  if (release === undefined) throw notFound('template');
  return release;
}

/** The same, of a template that the team owns. Errors: `purchase_required` besides. */
export async function requireOwned(
  tx: Transaction,
  { actor: { teamId } }: Pick<ServiceContext, 'actor'>,
  templateId: TemplateId,
): Promise<TemplateRelease> {
  const release = await requireRelease(tx, templateId);
  if (!(await ownsTemplate(tx, { teamId, templateId }))) {
    throw new AppError(
      'purchase_required',
      release.priceMinor === 0
        ? `Your team does not have "${release.title}" yet. Take it first; it costs nothing.`
        : `Your team does not own "${release.title}". Buy it first.`,
    );
  }
  return release;
}

import { AppError, type TemplateId } from '@agent-factory/contracts';

/**
 * An agent that was made of a template runs while its team owns that. Error `purchase_required` with what to buy, for one
 * whose money was given back; nothing of the agent is gone, and it runs again once the template is bought.
 */
export function refuseWithdrawn(name: string, withdrawnTemplateId: TemplateId | null): void {
  if (withdrawnTemplateId === null) return;
  throw new AppError(
    'purchase_required',
    `"${name}" was made of a template that your team does not own any more (${withdrawnTemplateId}): the money went back. Buy it again under /marketplace/${withdrawnTemplateId}, and the agent runs as it is.`,
  );
}

import { type AuditAction, auditActionNames, type TeamId } from '@agent-factory/contracts';
import type { AuditFilter } from '@agent-factory/db';
import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });

/** What a reader wants to see of a log; what is left out holds for all. */
export const auditFilterSchema = z.strictObject({
  /** A user's or a key's id, or the reason of the system. */
  actor: z.string().min(1).max(200).optional(),
  /** One action (`agent.created`), or all of a kind (`agent`); several parted by commas. */
  action: z.string().min(1).max(1_000).optional(),
  /** The id of what it was done to. */
  target: z.string().min(1).max(300).optional(),
  /** Part of the name of what it was done to. */
  name: z.string().min(1).max(100).optional(),
  /** From this moment on. */
  from: instant.optional(),
  /** Before this moment. */
  to: instant.optional(),
});
export type AuditFilterInput = z.output<typeof auditFilterSchema>;

/** An unknown action matches nothing. */
export function auditFilter(teamId: TeamId, input: AuditFilterInput): AuditFilter {
  return {
    teamId,
    actorId: input.actor ?? null,
    actions: input.action === undefined ? null : actionsOf(input.action),
    targetId: input.target ?? null,
    targetName: input.name ?? null,
    from: input.from === undefined ? null : new Date(input.from),
    to: input.to === undefined ? null : new Date(input.to),
  };
}

function actionsOf(text: string): AuditAction[] {
  const wanted = text.split(',').map((part) => part.trim());
  return auditActionNames.filter((action) =>
    wanted.some((one) => action === one || action.startsWith(`${one}.`)),
  );
}

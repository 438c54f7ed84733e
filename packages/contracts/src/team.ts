import { z } from 'zod';
import { teamRoles } from './actor.ts';
import { teamIdSchema, userIdSchema } from './ids.ts';
import { planSchema } from './plan.ts';

export const teamRoleSchema = z.enum(teamRoles);

const teamNameSchema = z.string().trim().min(1).max(100);

export const createTeamInputSchema = z.strictObject({ name: teamNameSchema });
export type CreateTeamInput = z.input<typeof createTeamInputSchema>;
export const renameTeamInputSchema = z.strictObject({ name: teamNameSchema });

/** What cannot be taken back by a click is typed: the team's name, as it is shown. */
export const deleteTeamInputSchema = z.strictObject({ confirm_name: z.string() });
export const transferTeamInputSchema = z.strictObject({ user_id: userIdSchema, confirm_name: z.string() });

/** The team that the caller acts in. */
export const teamViewSchema = z.object({
  id: teamIdSchema,
  name: z.string(),
  plan: planSchema,
  /** Somebody's own, made when they signed up: it is neither left, deleted nor given away. */
  personal: z.boolean(),
  created_at: z.iso.datetime(),
  members: z.number().int(),
});
export type TeamView = z.infer<typeof teamViewSchema>;

/** A team of the caller, in the role that the caller has there. */
export const membershipSchema = z.object({
  id: teamIdSchema,
  name: z.string(),
  role: teamRoleSchema,
  personal: z.boolean(),
});

/** A team that was deleted and can still be had back, by its owners. */
export const deletedTeamSchema = z.object({
  id: teamIdSchema,
  name: z.string(),
  deleted_at: z.iso.datetime(),
  /** From then on nothing of it is kept. */
  erased_after: z.iso.datetime(),
});
export type DeletedTeam = z.infer<typeof deletedTeamSchema>;

export const memberViewSchema = z.object({
  user_id: userIdSchema,
  name: z.string(),
  email: z.string().nullable(),
  role: teamRoleSchema,
  joined_at: z.iso.datetime(),
  /** Whose personal team this is: stays its owner. */
  personal: z.boolean(),
});
export type MemberView = z.infer<typeof memberViewSchema>;

export const changeRoleInputSchema = z.strictObject({ user_id: userIdSchema, role: teamRoleSchema });
export const memberInputSchema = z.strictObject({ user_id: userIdSchema });

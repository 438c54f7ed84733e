import { z } from 'zod';

/** What a team asks of how its members sign in. */
export const teamSecurityViewSchema = z.object({
  /** From then on members need a second factor here; null while the team does not ask for one. */
  second_factor_from: z.iso.datetime().nullable(),
});
export type TeamSecurityView = z.output<typeof teamSecurityViewSchema>;

export const setTeamSecurityInputSchema = z.strictObject({
  second_factor: z.enum(['required', 'optional']),
  /** Days in which members can set one up before they are turned away; counts when it is first required. */
  grace_days: z.int().min(0).max(30).default(7),
});

/** A place where somebody is signed in. */
export const signInSessionSchema = z.object({
  id: z.uuid(),
  /** The one that asks. */
  current: z.boolean(),
  /** "Chrome on Windows"; null for a program that does not say what it is. */
  device: z.string().nullable(),
  /** As the program described itself, at most 512 characters. */
  user_agent: z.string().nullable(),
  address: z.string().nullable(),
  /** Whether a second factor was shown. */
  second_factor: z.boolean(),
  created_at: z.iso.datetime(),
  /** To the minute. */
  last_seen_at: z.iso.datetime(),
});
export type SignInSession = z.output<typeof signInSessionSchema>;

/** `complete` is false where the sign-in service does not tell of other sessions. */
export interface SignInSessions {
  items: SignInSession[];
  complete: boolean;
}

import * as z from 'zod/mini';
import type { PlainKey } from '../words/translator.ts';

// Without this zod tries `new Function` once, which our content security policy reports as an attempt.
z.config({ jitless: true });

/** What is wrong with a field, among the words of the doors. */
const problem = (key: PlainKey<'auth'>) => ({ error: key });

const email = z.email(problem('emailWrong')).check(z.maxLength(254, problem('emailLong')));
/** As long as the auth service accepts; no rules about kinds of characters (NIST SP 800-63B). */
const newPassword = z
  .string()
  .check(z.minLength(8, problem('passwordShort')), z.maxLength(72, problem('passwordLong')));

export const signInForm = z.object({
  email,
  password: z.string().check(z.minLength(1, problem('passwordMissing'))),
});
export const signUpForm = z.object({ email, password: newPassword });
export const emailForm = z.object({ email });
export const newPasswordForm = z.object({ password: newPassword });

export type SignInForm = z.infer<typeof signInForm>;
export type SignUpForm = z.infer<typeof signUpForm>;
export type EmailForm = z.infer<typeof emailForm>;
export type NewPasswordForm = z.infer<typeof newPasswordForm>;

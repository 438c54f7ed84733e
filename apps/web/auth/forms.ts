import * as z from 'zod/mini';

// Without this zod tries `new Function` once, which our content security policy reports as an attempt.
z.config({ jitless: true });

const email = z
  .email({ error: 'Enter an email address, like you@example.com.' })
  .check(z.maxLength(254, { error: 'That address is too long.' }));
/** As long as the auth service accepts; no rules about kinds of characters (NIST SP 800-63B). */
const newPassword = z
  .string()
  .check(
    z.minLength(8, { error: 'Use at least 8 characters.' }),
    z.maxLength(72, { error: 'Use at most 72 characters.' }),
  );

export const signInForm = z.object({
  email,
  password: z.string().check(z.minLength(1, { error: 'Enter your password.' })),
});
export const signUpForm = z.object({ email, password: newPassword });
export const emailForm = z.object({ email });
export const newPasswordForm = z.object({ password: newPassword });

export type SignInForm = z.infer<typeof signInForm>;
export type SignUpForm = z.infer<typeof signUpForm>;
export type EmailForm = z.infer<typeof emailForm>;
export type NewPasswordForm = z.infer<typeof newPasswordForm>;

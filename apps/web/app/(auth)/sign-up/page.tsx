import type { Metadata } from 'next';
import { SignUpForm } from '../../../auth/sign-up-form.tsx';
import { webEnv } from '../../../env.ts';
import { safePath } from '../../../security/safe-path.ts';

export const metadata: Metadata = { title: 'Create an account' };

interface SignUpPageProps {
  searchParams: Promise<{ next?: string | string[]; email?: string | string[] }>;
}

export default async function SignUpPage({ searchParams }: SignUpPageProps) {
  const { next, email } = await searchParams;
  return (
    <SignUpForm
      local={webEnv().mode === 'local'}
      next={typeof next === 'string' ? safePath(next) : null}
      email={typeof email === 'string' ? email.slice(0, 320) : ''}
    />
  );
}

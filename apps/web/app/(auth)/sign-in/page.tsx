import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { enabledWaysIn } from '../../../auth/enabled-providers.ts';
import { SignInForm } from '../../../auth/sign-in-form.tsx';
import { webEnv } from '../../../env.ts';
import { safePath } from '../../../security/safe-path.ts';
import { readMe } from '../../../session/read-me.ts';

export const metadata: Metadata = { title: 'Sign in' };

const problems: Record<string, string> = {
  link: 'That link has expired or was used already. Ask for a new one.',
  provider: 'That provider is not set up here. Sign in with your email.',
};

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[]; problem?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const query = await searchParams;
  const next = typeof query.next === 'string' ? safePath(query.next) : null;
  // The form is worth showing even while the API is down, so a failure here counts as signed out.
  if ((await readMe().catch(() => null)) !== null) redirect(next ?? '/agents');
  const { demo, mode } = webEnv();
  const { providers, sso } = await enabledWaysIn();
  return (
    <SignInForm
      next={next}
      problem={typeof query.problem === 'string' ? (problems[query.problem] ?? null) : null}
      providers={providers}
      sso={sso}
      demoEmail={demo?.email ?? null}
      local={mode === 'local'}
    />
  );
}

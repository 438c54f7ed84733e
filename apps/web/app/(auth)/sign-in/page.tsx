import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { enabledWaysIn } from '../../../auth/enabled-providers.ts';
import { SignInForm } from '../../../auth/sign-in-form.tsx';
import { webEnv } from '../../../env.ts';
import { safePath } from '../../../security/safe-path.ts';
import { readMe } from '../../../session/read-me.ts';
import { serverWords } from '../../../words/server-words.ts';
import type { PlainKey } from '../../../words/translator.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await serverWords('auth'))('signIn') };
}

const problems: Readonly<Record<string, PlainKey<'auth'> | undefined>> = {
  link: 'linkSpent',
  provider: 'providerOff',
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
  const say = await serverWords('auth');
  const problem = typeof query.problem === 'string' ? problems[query.problem] : undefined;
  const { providers, sso } = await enabledWaysIn();
  return (
    <SignInForm
      next={next}
      problem={problem === undefined ? null : say(problem)}
      providers={providers}
      sso={sso}
      demoEmail={demo?.email ?? null}
      local={mode === 'local'}
    />
  );
}

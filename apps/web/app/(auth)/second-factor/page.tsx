import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { EnrolAtTheDoor } from '../../../second-factor/enrol-at-the-door.tsx';
import { readSecondFactor } from '../../../second-factor/read-second-factor.ts';
import { SecondFactorForm } from '../../../second-factor/second-factor-form.tsx';
import { safePath } from '../../../security/safe-path.ts';
import { readMe } from '../../../session/read-me.ts';
import { apiFailure } from '../../../trpc/api-failure.ts';

export const metadata: Metadata = { title: 'Second factor', robots: { index: false, follow: false } };

interface SecondFactorPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SecondFactorPage({ searchParams }: SecondFactorPageProps) {
  const query = await searchParams;
  const next = safePath(typeof query.next === 'string' ? query.next : null);
  if (!(await isAskedFor())) redirect(next);
  const state = await readSecondFactor();
  if ('error' in state) redirect('/sign-in');
  return state.apps.length > 0 ? (
    <SecondFactorForm apps={state.apps} next={next} />
  ) : (
    <EnrolAtTheDoor next={next} />
  );
}

/** Whether the API turns this session away for the want of a second factor. */
async function isAskedFor(): Promise<boolean> {
  try {
    await readMe();
    return false;
  } catch (error) {
    if (apiFailure(error).code === 'second_factor_required') return true;
    throw error;
  }
}

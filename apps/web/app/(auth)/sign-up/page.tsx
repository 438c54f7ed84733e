import type { Metadata } from 'next';
import { SignUpForm } from '../../../auth/sign-up-form.tsx';
import { webEnv } from '../../../env.ts';

export const metadata: Metadata = { title: 'Create an account' };

export default function SignUpPage() {
  return <SignUpForm local={webEnv().mode === 'local'} />;
}

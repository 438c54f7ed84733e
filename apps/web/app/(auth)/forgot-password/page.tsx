import type { Metadata } from 'next';
import { ForgotPasswordForm } from '../../../auth/forgot-password-form.tsx';
import { webEnv } from '../../../env.ts';

export const metadata: Metadata = { title: 'Reset your password' };

export default function ForgotPasswordPage() {
  return <ForgotPasswordForm local={webEnv().mode === 'local'} />;
}

import type { Metadata } from 'next';
import { ResetPasswordForm } from '../../../auth/reset-password-form.tsx';

export const metadata: Metadata = { title: 'Choose a new password' };

export default function ResetPasswordPage() {
  return <ResetPasswordForm />;
}

import type { Metadata } from 'next';
import { ResetPasswordForm } from '../../../auth/reset-password-form.tsx';

export const metadata: Metadata = {
  title: 'Choose a new password',
  robots: { index: false, follow: false },
};

export default function ResetPasswordPage() {
  return <ResetPasswordForm />;
}

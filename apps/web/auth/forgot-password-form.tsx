'use client';

import { Button, Field, Input } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { useForm } from 'react-hook-form';
import { AuthHeading, FormError, MailSent, TextLink } from './form-parts.tsx';
import type { EmailForm } from './forms.ts';
import { lazyResolver } from './lazy-resolver.ts';
import { sendPasswordReset } from './send-link.ts';

export function ForgotPasswordForm({ local }: { local: boolean }) {
  const form = useForm<EmailForm>({
    resolver: lazyResolver(async () => (await import('./forms.ts')).emailForm),
    defaultValues: { email: '' },
  });
  const [failure, setFailure] = useState<string | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  if (sentTo !== null) {
    return (
      <MailSent email={sentTo} outbox={local}>
        has an account, a link to choose a new password is on its way.
      </MailSent>
    );
  }
  return (
    <>
      <AuthHeading title="Reset your password">
        We mail you a link to choose a new one. <TextLink href="/sign-in">Back to sign in</TextLink>
      </AuthHeading>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) => {
          setFailure(null);
          startTransition(async () => {
            const outcome = await sendPasswordReset(values);
            if ('error' in outcome) setFailure(outcome.error);
            else setSentTo(values.email);
          });
        })}
      >
        {failure ? <FormError>{failure}</FormError> : null}
        <Field label="Email" error={form.formState.errors.email?.message}>
          {(control) => <Input {...control} type="email" autoComplete="email" {...form.register('email')} />}
        </Field>
        <Button type="submit" variant="primary" size="lg" loading={pending}>
          Send the link
        </Button>
      </form>
    </>
  );
}

'use client';

import { Button, Field, Input } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { useForm } from 'react-hook-form';
import { useWords } from '../words/words-context.ts';
import { AuthHeading, FormError, MailSent, TextLink } from './form-parts.tsx';
import type { EmailForm } from './forms.ts';
import { lazyResolver } from './lazy-resolver.ts';
import { sayProblem } from './say-problem.ts';
import { sendPasswordReset } from './send-link.ts';

export function ForgotPasswordForm({ local }: { local: boolean }) {
  const say = useWords('auth');
  const form = useForm<EmailForm>({
    resolver: lazyResolver(async () => (await import('./forms.ts')).emailForm),
    defaultValues: { email: '' },
  });
  const [failure, setFailure] = useState<string | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  if (sentTo !== null) {
    return <MailSent email={sentTo} sent="sentReset" outbox={local} />;
  }
  return (
    <>
      <AuthHeading title={say('resetTitle')}>
        {say.rich('resetHint', {
          link: (inner) => (
            <TextLink key="link" href="/sign-in">
              {inner}
            </TextLink>
          ),
        })}
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
        <Field label={say('email')} error={sayProblem(say, form.formState.errors.email)}>
          {(control) => <Input {...control} type="email" autoComplete="email" {...form.register('email')} />}
        </Field>
        <Button type="submit" variant="primary" size="lg" loading={pending}>
          {say('sendLink')}
        </Button>
      </form>
    </>
  );
}

'use client';

import { Button, Field, Input } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { useForm } from 'react-hook-form';
import { useWords } from '../words/words-context.ts';
import { AuthHeading, FormError, MailSent, TextLink } from './form-parts.tsx';
import type { SignUpForm as Form } from './forms.ts';
import { lazyResolver } from './lazy-resolver.ts';
import { sayProblem } from './say-problem.ts';
import { signUp } from './sign-up.ts';

export interface SignUpFormProps {
  local: boolean;
  /** Where to go on to. */
  next: string | null;
  /** The address that an invitation is for. */
  email: string;
}

export function SignUpForm({ local, next, email }: SignUpFormProps) {
  const say = useWords('auth');
  const form = useForm<Form>({
    resolver: lazyResolver(async () => (await import('./forms.ts')).signUpForm),
    defaultValues: { email, password: '' },
  });
  const [failure, setFailure] = useState<string | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const { errors } = form.formState;

  if (sentTo !== null) {
    return <MailSent email={sentTo} sent="sentSignUp" outbox={local} />;
  }
  return (
    <>
      <AuthHeading title={say('createTitle')}>
        {say.rich('haveOne', {
          link: (inner) => (
            <TextLink
              key="link"
              href={next === null ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`}
            >
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
            const outcome = await signUp(values, next);
            if ('error' in outcome) setFailure(outcome.error);
            else setSentTo(values.email);
          });
        })}
      >
        {failure ? <FormError>{failure}</FormError> : null}
        <Field label={say('email')} error={sayProblem(say, errors.email)}>
          {(control) => <Input {...control} type="email" autoComplete="email" {...form.register('email')} />}
        </Field>
        <Field
          label={say('password')}
          description={say('passwordHint')}
          error={sayProblem(say, errors.password)}
        >
          {(control) => (
            <Input {...control} type="password" autoComplete="new-password" {...form.register('password')} />
          )}
        </Field>
        <Button type="submit" variant="primary" size="lg" loading={pending}>
          {say('create')}
        </Button>
      </form>
    </>
  );
}

'use client';

import { Button, buttonStyles, Field, Input } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { useForm } from 'react-hook-form';
import { useWords } from '../words/words-context.ts';
import type { Provider } from './enabled-providers.ts';
import { AuthHeading, FormError, MailSent, TextLink } from './form-parts.tsx';
import type { SignInForm as Form } from './forms.ts';
import { lazyResolver } from './lazy-resolver.ts';
import { sayProblem } from './say-problem.ts';
import { sendMagicLink } from './send-link.ts';
import { signIn, signInAsDemo } from './sign-in.ts';
import { signInWithCompany } from './sign-in-with-company.ts';

const providerNames: Record<Provider, string> = { google: 'Google', github: 'GitHub' };

export interface SignInFormProps {
  next: string | null;
  /** Why the visitor landed here, if something went wrong on the way. */
  problem: string | null;
  providers: readonly Provider[];
  /** Whether companies may sign in through their own identity provider. */
  sso: boolean;
  /** Address of the demo account; null where there is none. */
  demoEmail: string | null;
  local: boolean;
}

export function SignInForm({ next, problem, providers, sso, demoEmail, local }: SignInFormProps) {
  const say = useWords('auth');
  const form = useForm<Form>({
    resolver: lazyResolver(async () => (await import('./forms.ts')).signInForm),
    defaultValues: { email: '', password: '' },
  });
  const [failure, setFailure] = useState(problem);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [busy, setBusy] = useState<'password' | 'link' | 'sso' | 'demo' | null>(null);
  const [pending, startTransition] = useTransition();

  function run(kind: 'password' | 'link' | 'sso' | 'demo', action: () => ReturnType<typeof signIn>): void {
    setBusy(kind);
    setFailure(null);
    startTransition(async () => {
      const outcome = await action();
      if ('error' in outcome) setFailure(outcome.error);
      else setSentTo(form.getValues('email'));
    });
  }

  if (sentTo !== null) {
    return <MailSent email={sentTo} sent="sentSignIn" outbox={local} />;
  }
  const { errors } = form.formState;
  return (
    <>
      <AuthHeading title={say('signIn')}>
        {say.rich('signInNew', {
          link: (inner) => (
            <TextLink key="link" href="/sign-up">
              {inner}
            </TextLink>
          ),
        })}
      </AuthHeading>
      <div className="flex flex-col gap-4">
        {failure ? <FormError>{failure}</FormError> : null}
        {demoEmail === null ? null : (
          <div className="flex flex-col gap-2 rounded-md border bg-surface p-3">
            <p className="text-muted text-xs">
              {say('localAccount')}
              <span className="block truncate font-mono text-text">{demoEmail}</span>
            </p>
            <Button
              variant="primary"
              size="lg"
              loading={pending && busy === 'demo'}
              disabled={pending}
              onClick={() => run('demo', () => signInAsDemo(next))}
            >
              {say('useDemo')}
            </Button>
          </div>
        )}
        {providers.map((provider) => (
          <a
            key={provider}
            href={`/auth/oauth/${provider}${next ? `?next=${encodeURIComponent(next)}` : ''}`}
            className={buttonStyles({ size: 'lg' })}
          >
            {say('continueWith', { provider: providerNames[provider] })}
          </a>
        ))}
        {demoEmail !== null || providers.length > 0 ? (
          <div className="flex items-center gap-3 text-muted text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
            {say('orEmail')}
          </div>
        ) : null}
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={form.handleSubmit((values) => run('password', () => signIn(values, next)))}
        >
          <Field label={say('email')} error={sayProblem(say, errors.email)}>
            {(control) => (
              <Input {...control} type="email" autoComplete="email" {...form.register('email')} />
            )}
          </Field>
          <Field
            label={say('password')}
            error={sayProblem(say, errors.password)}
            aside={
              <span className="text-xs">
                <TextLink href="/forgot-password">{say('forgot')}</TextLink>
              </span>
            }
          >
            {(control) => (
              <Input
                {...control}
                type="password"
                autoComplete="current-password"
                {...form.register('password')}
              />
            )}
          </Field>
          <Button
            type="submit"
            size="lg"
            variant={demoEmail === null ? 'primary' : 'secondary'}
            loading={pending && busy === 'password'}
            disabled={pending}
          >
            {say('signIn')}
          </Button>
          <Button
            variant="ghost"
            size="lg"
            loading={pending && busy === 'link'}
            disabled={pending}
            onClick={async () => {
              if (await form.trigger('email', { shouldFocus: true })) {
                run('link', () => sendMagicLink({ email: form.getValues('email') }, next));
              }
            }}
          >
            {say('mailLink')}
          </Button>
          {sso ? (
            <Button
              variant="ghost"
              size="lg"
              loading={pending && busy === 'sso'}
              disabled={pending}
              onClick={async () => {
                if (await form.trigger('email', { shouldFocus: true })) {
                  run('sso', () => signInWithCompany({ email: form.getValues('email') }, next));
                }
              }}
            >
              {say('sso')}
            </Button>
          ) : null}
        </form>
      </div>
    </>
  );
}

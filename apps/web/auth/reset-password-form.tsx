'use client';

import { Button, Field, Input } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { useForm } from 'react-hook-form';
import { useWords } from '../words/words-context.ts';
import { changePassword } from './change-password.ts';
import { AuthHeading, FormError } from './form-parts.tsx';
import type { NewPasswordForm } from './forms.ts';
import { lazyResolver } from './lazy-resolver.ts';
import { sayProblem } from './say-problem.ts';

export function ResetPasswordForm() {
  const say = useWords('auth');
  const form = useForm<NewPasswordForm>({
    resolver: lazyResolver(async () => (await import('./forms.ts')).newPasswordForm),
    defaultValues: { password: '' },
  });
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  return (
    <>
      <AuthHeading title={say('newPasswordTitle')}>{say('newPasswordHint')}</AuthHeading>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={form.handleSubmit((values) => {
          setFailure(null);
          startTransition(async () => {
            const outcome = await changePassword(values);
            if ('error' in outcome) setFailure(outcome.error);
          });
        })}
      >
        {failure ? <FormError>{failure}</FormError> : null}
        <Field
          label={say('newPassword')}
          description={say('passwordHint')}
          error={sayProblem(say, form.formState.errors.password)}
        >
          {(control) => (
            <Input {...control} type="password" autoComplete="new-password" {...form.register('password')} />
          )}
        </Field>
        <Button type="submit" variant="primary" size="lg" loading={pending}>
          {say('savePassword')}
        </Button>
      </form>
    </>
  );
}

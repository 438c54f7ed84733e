'use client';

import { Button, Select } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { AuthHeading, FormError } from '../auth/form-parts.tsx';
import { signOut } from '../auth/sign-out.ts';
import { CodeField } from './code-field.tsx';
import type { AuthenticatorApp } from './read-second-factor.ts';
import { showSecondFactor } from './show-second-factor.ts';

interface SecondFactorFormProps {
  /** At least one. */
  apps: readonly AuthenticatorApp[];
  next: string | null;
}

/** The second step of signing in. */
export function SecondFactorForm({ apps, next }: SecondFactorFormProps) {
  const [factorId, setFactorId] = useState(apps[0]?.id ?? '');
  const [code, setCode] = useState('');
  const [recovery, setRecovery] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  return (
    <>
      <AuthHeading title="Show your second factor">
        {recovery
          ? 'Type one of the recovery codes that you stored. Each opens the door once.'
          : 'Open your authenticator app and type the six digits that it shows.'}
      </AuthHeading>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() === '') return setFailure('Type the code first.');
          setFailure(null);
          startTransition(async () => setFailure((await showSecondFactor({ factorId, code }, next)).error));
        }}
      >
        {failure ? <FormError>{failure}</FormError> : null}
        {apps.length > 1 && !recovery ? (
          <Select
            aria-label="App"
            value={factorId}
            options={apps.map(({ id, name }) => ({ value: id, label: name }))}
            onValueChange={setFactorId}
          />
        ) : null}
        <CodeField
          key={recovery ? 'recovery' : 'app'}
          value={code}
          onChange={setCode}
          label={recovery ? 'Recovery code' : 'Code'}
          digits={!recovery}
        />
        <Button type="submit" variant="primary" size="lg" loading={pending}>
          Continue
        </Button>
        <div className="flex flex-wrap justify-between gap-2">
          <Button
            variant="ghost"
            onClick={() => {
              setRecovery(!recovery);
              setCode('');
              setFailure(null);
            }}
          >
            {recovery ? 'Use the app' : 'Use a recovery code'}
          </Button>
          <Button variant="ghost" onClick={() => signOut()}>
            Sign out
          </Button>
        </div>
      </form>
    </>
  );
}

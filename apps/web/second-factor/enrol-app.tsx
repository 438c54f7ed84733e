'use client';

import { Button, CopyButton, Field, Input } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { beginEnrolment, type Enrolment } from './begin-enrolment.ts';
import { CodeField } from './code-field.tsx';
import { confirmEnrolment } from './confirm-enrolment.ts';

/** Adds an authenticator app in two steps: its name, then its QR code and the first code of it. */
export function EnrolApp({ onDone, onCancel }: { onDone: () => void; onCancel?: () => void }) {
  const [name, setName] = useState('My phone');
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  function begin(): void {
    setFailure(null);
    startTransition(async () => {
      const begun = await beginEnrolment(name);
      if ('error' in begun) setFailure(begun.error);
      else setEnrolment(begun);
    });
  }

  function confirm(factorId: string): void {
    setFailure(null);
    startTransition(async () => {
      const confirmed = await confirmEnrolment({ factorId, code });
      if ('error' in confirmed) setFailure(confirmed.error);
      else onDone();
    });
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (enrolment === null) begin();
        else confirm(enrolment.factorId);
      }}
    >
      {failure ? <FormError>{failure}</FormError> : null}
      {enrolment === null ? (
        <Field
          label="Name of the app or phone"
          description="Any authenticator app will do: those of Google, Microsoft, 1Password, Aegis …"
        >
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <>
          <p className="text-muted text-sm">Scan this with the app, or type the key into it.</p>
          {/* A data: URL that next/image has nothing to do for. The white is part of the code. */}
          <img
            src={enrolment.qrCode}
            alt="QR code of the key below"
            width={176}
            height={176}
            className="self-center rounded-md border bg-white p-2"
          />
          <div className="flex items-center gap-2 rounded-md border bg-sunken p-2 ps-3">
            <code className="min-w-0 flex-1 break-all font-mono text-sm">
              {enrolment.secret.replaceAll(/(.{4})/g, '$1 ').trim()}
            </code>
            <CopyButton value={enrolment.secret} label="Copy key" />
          </div>
          <CodeField
            value={code}
            onChange={setCode}
            label="The six digits that it shows"
            description="Your other sessions end with this."
          />
        </>
      )}
      <div className="flex justify-end gap-2">
        {onCancel ? <Button onClick={onCancel}>Cancel</Button> : null}
        <Button
          type="submit"
          variant="primary"
          loading={pending}
          disabled={enrolment === null ? name.trim() === '' : code.trim() === ''}
        >
          {enrolment === null ? 'Continue' : 'Turn on'}
        </Button>
      </div>
    </form>
  );
}

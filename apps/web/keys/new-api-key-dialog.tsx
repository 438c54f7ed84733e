'use client';

import { keyScopes, type Scope } from '@agent-factory/contracts';
import { Button, Dialog, DialogContent, Field, Input, Select } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { ShownOnce } from './shown-once.tsx';

const usual: readonly Scope[] = ['agents:read', 'runs:read', 'runs:write', 'models:read'];

const scopeWords: Readonly<Record<Scope, string>> = {
  'agents:read': 'Read agents',
  'agents:write': 'Change agents',
  'runs:read': 'Read runs',
  'runs:write': 'Run agents and call models',
  'models:read': 'List models and explain routes',
  'usage:read': 'Read usage',
  'keys:read': 'See keys',
  'keys:write': 'Make and revoke keys',
  'connections:read': 'See connections',
  'connections:write': 'Make, test and delete connections',
  'team:write': 'Change the team’s policy',
};

const lifetimes = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'Never' },
];

/** Makes a key and shows it, this once. */
export function NewApiKeyDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly Scope[]>(usual);
  const [lifetime, setLifetime] = useState('90');
  const [budget, setBudget] = useState('');
  const [tried, setTried] = useState(false);
  const create = useMutation(
    trpc.apiKeys.create.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter()),
    }),
  );
  const budgetUsd = budget.trim() === '' ? null : Number(budget.replace(/^\$/, ''));
  const nameError = name.trim() === '' ? 'Say what the key is for.' : undefined;
  const budgetError = budgetUsd !== null && !(budgetUsd >= 0) ? 'Write an amount like 20.' : undefined;
  const scopeError = chosen.length === 0 ? 'Choose at least one.' : undefined;

  function submit(): void {
    setTried(true);
    if (nameError ?? budgetError ?? scopeError) return;
    create.mutate({
      name: name.trim(),
      scopes: [...chosen],
      expires_at: lifetime === 'never' ? null : inDays(Number(lifetime)),
      budget_usd: budgetUsd,
    });
  }

  if (create.isSuccess) {
    return (
      <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
        <DialogContent title="Copy the key now" description="It is shown this once; only its hash is kept.">
          <ShownOnce name={create.data.name} secret={create.data.secret} onClose={onClose} />
        </DialogContent>
      </Dialog>
    );
  }

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="New API key"
        description="It can do what you choose here, and never more than you."
      >
        <form
          noValidate
          className="flex min-h-0 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
            {create.isError ? <FormError>{apiFailure(create.error).message}</FormError> : null}
            <Field label="Name" error={tried ? nameError : undefined}>
              {(control) => (
                <Input
                  {...control}
                  autoFocus
                  autoComplete="off"
                  placeholder="Billing service"
                  value={name}
                  maxLength={100}
                  onChange={(event) => setName(event.target.value)}
                />
              )}
            </Field>
            <fieldset>
              <legend className="mb-1.5 font-medium text-sm">It may</legend>
              <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
                {keyScopes.map((scope) => (
                  <label key={scope} className="flex min-h-7 items-center gap-2 text-sm">
                    <input
                      type="checkbox"
                      checked={chosen.includes(scope)}
                      onChange={(event) =>
                        setChosen(
                          event.target.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope),
                        )
                      }
                      className="size-4 shrink-0 accent-accent-solid"
                    />
                    {scopeWords[scope]}
                  </label>
                ))}
              </div>
              {tried && scopeError ? (
                <p role="alert" className="mt-1 text-danger text-xs">
                  {scopeError}
                </p>
              ) : null}
            </fieldset>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label="Expires">
                {(control) => (
                  <Select
                    {...control}
                    value={lifetime}
                    onValueChange={setLifetime}
                    options={lifetimes}
                    className="w-full"
                  />
                )}
              </Field>
              <Field label="Monthly budget" error={tried ? budgetError : undefined}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="decimal"
                    placeholder="No budget"
                    value={budget}
                    onChange={(event) => setBudget(event.target.value)}
                  />
                )}
              </Field>
            </div>
          </div>
          <div className="flex justify-end gap-2 border-t px-5 py-3">
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" loading={create.isPending}>
              Create key
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

const dayMs = 86_400_000;

function inDays(days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString();
}

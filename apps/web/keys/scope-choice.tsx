'use client';

import type { Scope } from '@agent-factory/contracts';
import { Button } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';
import { isPreset, keyPresets, scopeGroups } from './key-presets.ts';

export interface ScopeChoiceProps {
  chosen: readonly Scope[];
  onChange: (scopes: readonly Scope[]) => void;
  error: string | undefined;
}

/** What a key may do: one click for the usual, a box for each scope. */
export function ScopeChoice({ chosen, onChange, error }: ScopeChoiceProps) {
  const say = useWords('keys');
  const sayScope = useWords('permissions');
  const toggle = (scope: Scope, on: boolean) =>
    onChange(on ? [...chosen, scope] : chosen.filter((one) => one !== scope));
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">{say('itMay')}</legend>
      <div className="flex flex-wrap gap-1.5">
        {keyPresets.map(({ name, scopes }) => (
          <Button
            key={name}
            size="sm"
            variant={isPreset(scopes, chosen) ? 'primary' : 'secondary'}
            aria-pressed={isPreset(scopes, chosen)}
            onClick={() => onChange(scopes)}
          >
            {say(name)}
          </Button>
        ))}
      </div>
      <div className="mt-3 flex max-h-52 flex-col gap-3 overflow-y-auto rounded-md border p-3">
        {scopeGroups.map(({ area, scopes }) => (
          <div key={area}>
            <p className="font-medium text-muted text-xs">{sayScope(area)}</p>
            {scopes.map((scope) => (
              <label key={scope} className="flex min-h-7 items-start gap-2 py-1 text-sm">
                <input
                  type="checkbox"
                  checked={chosen.includes(scope)}
                  onChange={(event) => toggle(scope, event.target.checked)}
                  className="mt-0.5 size-4 shrink-0 accent-accent-solid"
                />
                <span>
                  <span className="inline-block first-letter:uppercase">{sayScope(scope)}</span>{' '}
                  <code className="whitespace-nowrap font-mono text-muted text-xs">{scope}</code>
                </span>
              </label>
            ))}
          </div>
        ))}
      </div>
      {error ? (
        <p role="alert" className="mt-1 text-danger text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

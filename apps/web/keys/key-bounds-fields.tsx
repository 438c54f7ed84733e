import { Field, Input, Select, Textarea } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';
import { type BoundsErrors, type KeyBounds, lifetimes, versions } from './key-bounds.ts';

export interface KeyBoundsFieldsProps {
  bounds: KeyBounds;
  onChange: (bounds: KeyBounds) => void;
  errors: BoundsErrors;
  /** Shown as the choice to leave the expiry as it is. */
  keep?: string;
}

/** Which version a key runs, how long it lives, what it may spend, and from where it may be used. */
export function KeyBoundsFields({ bounds, onChange, errors, keep }: KeyBoundsFieldsProps) {
  const say = useWords('keys');
  const set = (part: Partial<KeyBounds>) => onChange({ ...bounds, ...part });
  const ends = lifetimes.map(({ value, name }) => ({ value: value as string, label: say(name) }));
  const options = keep === undefined ? ends : [{ value: 'keep', label: keep }, ...ends];
  return (
    <>
      <Field label={say('runsField')} description={say('runsFieldHint')}>
        {(control) => (
          <Select
            {...control}
            value={bounds.version}
            onValueChange={(version) => set({ version })}
            options={versions.map(({ value, name }) => ({ value, label: say(name) }))}
            className="w-full"
          />
        )}
      </Field>
      {bounds.version === 'hash' ? (
        <Field label={say('hashField')} description={say('hashFieldHint')} error={errors.hash}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              spellCheck={false}
              maxLength={70}
              className="font-mono text-sm"
              value={bounds.hash}
              onChange={(event) => set({ hash: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={say('expiresField')}>
          {(control) => (
            <Select
              {...control}
              value={bounds.lifetime}
              onValueChange={(lifetime) => set({ lifetime })}
              options={options}
              className="w-full"
            />
          )}
        </Field>
        {bounds.lifetime === 'date' ? (
          <Field label={say('lastDay')} error={errors.date}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={bounds.date}
                onChange={(event) => set({ date: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        <Field label={say('budget')} description={say('budgetHint')} error={errors.budget}>
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              placeholder={say('noBudget')}
              value={bounds.budget}
              onChange={(event) => set({ budget: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={say('addresses')} description={say('addressesHint')} error={errors.addresses}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            spellCheck={false}
            autoComplete="off"
            placeholder={'203.0.113.7\n10.0.0.0/8'}
            className="font-mono text-sm"
            value={bounds.addresses}
            onChange={(event) => set({ addresses: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

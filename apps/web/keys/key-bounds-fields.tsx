import { Field, Input, Select, Textarea } from '@agent-factory/ui';
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
  const set = (part: Partial<KeyBounds>) => onChange({ ...bounds, ...part });
  const options = keep === undefined ? lifetimes : [{ value: 'keep', label: keep }, ...lifetimes];
  return (
    <>
      <Field label="Runs" description="Of each agent, where a call names no version itself.">
        {(control) => (
          <Select
            {...control}
            value={bounds.version}
            onValueChange={(version) => set({ version })}
            options={versions}
            className="w-full"
          />
        )}
      </Field>
      {bounds.version === 'hash' ? (
        <Field
          label="Hash of the spec"
          description="It stands beside each version of an agent."
          error={errors.hash}
        >
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
        <Field label="Expires">
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
          <Field label="Last day" error={errors.date}>
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
        <Field
          label="Monthly budget"
          description="In USD. Calls that would go beyond it are refused."
          error={errors.budget}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              autoComplete="off"
              placeholder="No budget"
              value={bounds.budget}
              onChange={(event) => set({ budget: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field
        label="Allowed addresses"
        description="One address or network a line. Empty allows any."
        error={errors.addresses}
      >
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

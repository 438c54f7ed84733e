import { Field, Input, Select } from '@agent-factory/ui';

/** Fields of what a team brings along to reach a service: a provider's key, a connection. Both are tested, then kept. */

interface ServiceFieldProps<T extends string> {
  label: string;
  description?: string;
  services: readonly { id: T; title: string }[];
  value: T;
  onChange: (id: T) => void;
}

export function ServiceField<T extends string>({
  services,
  value,
  onChange,
  ...words
}: ServiceFieldProps<T>) {
  return (
    <Field {...words}>
      {(control) => (
        <Select
          {...control}
          value={value}
          onValueChange={(chosen) => onChange(services.find(({ id }) => id === chosen)?.id ?? value)}
          options={services.map(({ id, title }) => ({ value: id, label: title }))}
          className="w-full"
        />
      )}
    </Field>
  );
}

interface TextFieldProps {
  label: string;
  description?: string | null | undefined;
  error?: string | undefined;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
}

export function AddressField({ placeholder, value, onChange, ...words }: TextFieldProps) {
  return (
    <Field {...words}>
      {(control) => (
        <Input
          {...control}
          inputMode="url"
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What is wrong with an address; one that is not needed may be left empty. */
export function addressError(address: string, needed: boolean): string | undefined {
  if (address.trim() === '' ? !needed : URL.canParse(address)) return undefined;
  return 'Give the address, like https://…';
}

/** A part of a credential; what is secret is not shown while it is written. */
export function CredentialField({ secret, value, onChange, ...words }: TextFieldProps & { secret: boolean }) {
  return (
    <Field {...words}>
      {(control) => (
        <Input
          {...control}
          type={secret ? 'password' : 'text'}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** How its owners call it. */
export function CalledField({ value, onChange, ...words }: TextFieldProps) {
  return (
    <Field {...words}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          maxLength={100}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

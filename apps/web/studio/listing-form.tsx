'use client';

import { Button, Field, Input, Select, Textarea } from '@agent-factory/ui';
import { type ReactNode, useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { categoryOptions } from '../marketplace/category-labels.ts';
import { isLicence, licenceOptions, licenceWords } from '../marketplace/licence-words.ts';
import { useWords } from '../words/words-context.ts';
import {
  type ListingDraft,
  type ListingFields,
  type ListingProblems,
  readListing,
} from './listing-fields.ts';

export interface ListingFormProps {
  initial: ListingDraft;
  /** Of the button: "Save listing". */
  verb: string;
  pending: boolean;
  /** Why it was refused, in words for the person. What was typed stays. */
  failure: string | null;
  disabled?: boolean;
  onSubmit: (fields: ListingFields) => void;
  children?: ReactNode;
}

/** What a listing says: words, price and licence. */
export function ListingForm({
  initial,
  verb,
  pending,
  failure,
  disabled = false,
  onSubmit,
  children,
}: ListingFormProps) {
  const sayMarket = useWords('market');
  const [draft, setDraft] = useState(initial);
  const [problems, setProblems] = useState<ListingProblems>({});
  const set = (key: keyof ListingDraft) => (value: string) => setDraft({ ...draft, [key]: value });
  return (
    <form
      noValidate
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readListing(draft);
        setProblems(read.problems ?? {});
        if (read.fields !== null) onSubmit(read.fields);
      }}
    >
      {failure === null ? null : <FormError>{failure}</FormError>}
      <Field label="Title" error={problems.title}>
        {(control) => (
          <Input
            {...control}
            maxLength={100}
            value={draft.title}
            onChange={(event) => set('title')(event.target.value)}
          />
        )}
      </Field>
      <Field label="In one sentence" description="Stands on the card." error={problems.summary}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={draft.summary}
            onChange={(event) => set('summary')(event.target.value)}
          />
        )}
      </Field>
      <Field label="Description" description="Markdown. What it is asked, what it answers, what it needs.">
        {(control) => (
          <Textarea
            {...control}
            maxLength={20_000}
            className="min-h-40"
            value={draft.description}
            onChange={(event) => set('description')(event.target.value)}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Category">
          {(control) => (
            <Select
              {...control}
              value={draft.category}
              onValueChange={set('category')}
              options={categoryOptions(sayMarket)}
            />
          )}
        </Field>
        <Field label="Tags" description="By comma, ten at most" error={problems.tags}>
          {(control) => (
            <Input {...control} value={draft.tags} onChange={(event) => set('tags')(event.target.value)} />
          )}
        </Field>
        <Field
          label="Price in US dollars"
          description="0 for nothing. Of a sale your team gets 70%, the platform 30%."
          error={problems.price}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={draft.price}
              onChange={(event) => set('price')(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Licence"
          description={isLicence(draft.licence) ? licenceWords[draft.licence].says : undefined}
        >
          {(control) => (
            <Select
              {...control}
              value={draft.licence}
              onValueChange={set('licence')}
              options={licenceOptions}
            />
          )}
        </Field>
        {draft.licence === 'resell' ? (
          <Field
            label="Share of paid forks, in percent"
            description="Of what the maker of a fork gets for each sale. From 0 to 50."
            error={problems.royalty}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                value={draft.royalty}
                onChange={(event) => set('royalty')(event.target.value)}
              />
            )}
          </Field>
        ) : null}
      </div>
      {children}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={disabled} loading={pending}>
          {verb}
        </Button>
      </div>
    </form>
  );
}

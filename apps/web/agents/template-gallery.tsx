'use client';

import { cn, Input, Skeleton } from '@agent-factory/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { type ReactNode, useDeferredValue, useId, useRef, useState } from 'react';
import { formatPrice } from '../billing/format-minor.ts';
import { useTRPC } from '../trpc/context.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';
import { type GalleryChoice, isChosen, ownStarts } from './gallery-choice.ts';
import { GalleryPreview } from './gallery-preview.tsx';
import { agentTemplates } from './templates.ts';

export interface TemplateGalleryProps {
  choice: GalleryChoice;
  onChoose: (choice: GalleryChoice) => void;
  /** Stands where the preview does, for what is described or imported. */
  children?: ReactNode;
}

const mostFound = 12;

/**
 * What a new agent can be made from: starting points, what the team owns, and what the marketplace offers, with a preview of
 * what the chosen one may do and costs. One search over all three.
 */
export function TemplateGallery({ choice, onChoose, children }: TemplateGalleryProps) {
  const say = useWords('agents');
  const tellFailure = useTellFailure();
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed.trim().toLowerCase());
  const fits = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(words));
  const library = useQuery(trpc.marketplace.library.queryOptions());
  const offered = useQuery(
    trpc.marketplace.search.queryOptions(
      { limit: mostFound, ...(words === '' ? {} : { q: words }) },
      { placeholderData: keepPreviousData, staleTime: 30_000 },
    ),
  );
  const owned = library.data?.items ?? [];
  const starts = agentTemplates.filter(({ label, description }) => fits(label, description));
  const brought = ownStarts.filter(({ label, description }) => fits(label, description));
  const own = owned.filter(({ title, publisher }) => fits(title, publisher));
  const others = offered.data?.items.filter(({ id }) => !owned.some(({ template_id }) => template_id === id));
  const nothing = starts.length === 0 && brought.length === 0 && own.length === 0 && others?.length === 0;
  const name = useId();
  const panel = useRef<HTMLDivElement>(null);
  const option = (of: GalleryChoice) => ({
    name,
    checked: isChosen(choice, of.from, of.id),
    onChoose() {
      onChoose(of);
      // On a small screen what is to be filled in stands below the list.
      if (of.from === 'own') requestAnimationFrame(() => panel.current?.scrollIntoView({ block: 'nearest' }));
    },
  });
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-sm">{say('startFrom')}</legend>
      <div className="relative mb-3">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 start-2.5 size-4 -translate-y-1/2 text-muted"
        />
        <Input
          type="search"
          aria-label={say('searchTemplates')}
          placeholder={say('searchTemplates')}
          autoComplete="off"
          maxLength={200}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          // Enter looks, and does not send the form around it.
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault();
          }}
          className="ps-8"
        />
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,16rem)]">
        <div className="flex max-h-72 min-w-0 flex-col gap-4 overflow-y-auto rounded-md border p-2 sm:h-80 sm:max-h-none">
          {starts.length === 0 ? null : (
            <Group title={say('startingPoints')}>
              {starts.map(({ id, label, description }) => (
                <Option key={id} title={label} says={description} {...option({ from: 'start', id })} />
              ))}
            </Group>
          )}
          {brought.length === 0 ? null : (
            <Group title={say('yourOwn')}>
              {brought.map(({ id, label, description }) => (
                <Option key={id} title={label} says={description} {...option({ from: 'own', id })} />
              ))}
            </Group>
          )}
          {own.length === 0 ? null : (
            <Group title={say('yourLibrary')}>
              {own.map(({ template_id: id, title, publisher }) => (
                <Option
                  key={id}
                  title={title}
                  says={say('byName', { name: publisher })}
                  {...option({ from: 'template', id, title, owned: true })}
                />
              ))}
            </Group>
          )}
          {others === undefined ? (
            offered.isError ? (
              <p className="px-2 text-muted text-sm">
                {say('notSearched')} {tellFailure(offered.error)}
              </p>
            ) : (
              <div aria-busy="true" className="px-2">
                <span className="sr-only">{say('searching')}</span>
                <Skeleton className="h-9 rounded-md" />
              </div>
            )
          ) : others.length === 0 ? null : (
            <Group title={say('marketplace')}>
              {others.map((card) => (
                <Option
                  key={card.id}
                  title={card.title}
                  says={card.summary}
                  aside={formatPrice(card.price_minor, card.currency)}
                  {...option({ from: 'template', id: card.id, title: card.title, owned: false })}
                />
              ))}
            </Group>
          )}
          {nothing ? (
            <p className="m-auto p-4 text-center text-muted text-sm">
              {say('nothingFits', { words: typed.trim() })}
            </p>
          ) : null}
        </div>
        <div
          ref={panel}
          {...(choice.from === 'own' ? {} : { 'aria-live': 'polite' })}
          className="min-w-0 sm:min-h-80"
        >
          {choice.from === 'own' ? children : <GalleryPreview choice={choice} />}
        </div>
      </div>
    </fieldset>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="px-2 pb-1 text-muted text-xs">{title}</legend>
      {children}
    </fieldset>
  );
}

interface OptionProps {
  name: string;
  title: string;
  says: string;
  aside?: string;
  checked: boolean;
  onChoose: () => void;
}

function Option({ name, title, says, aside, checked, onChoose }: OptionProps) {
  return (
    <label
      className={cn(
        'relative flex cursor-pointer items-baseline gap-3 rounded-sm px-2 py-1.5 transition-colors hover:bg-hover has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:-outline-offset-2',
      )}
    >
      <input type="radio" name={name} className="sr-only" checked={checked} onChange={onChoose} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium text-sm">{title}</span>
        <span className="block truncate text-muted text-xs">{says}</span>
      </span>
      {aside === undefined ? null : <span className="shrink-0 text-sm tabular-nums">{aside}</span>}
    </label>
  );
}

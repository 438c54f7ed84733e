import { Button, EmptyState, Input } from '@agent-factory/ui';
import { Plus, SearchX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Draft } from './draft.ts';
import { type LibraryRule, libraryGroups, searchLibrary } from './library.ts';
import { NamedInput } from './named-input.tsx';

export interface LibraryListProps {
  /** Stands beside the search. */
  actions: ReactNode;
  tools: readonly string[];
  onAdd: (draft: Draft) => void;
  onOpen: (draft: Draft) => void;
}

/** Common rules: found by a word, put in with one press, what has to be known is asked for first. */
export function LibraryList({ actions, tools, onAdd, onOpen }: LibraryListProps) {
  const [search, setSearch] = useState('');
  const found = searchLibrary(search);
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Input
          autoFocus
          type="search"
          aria-label="Search common rules"
          placeholder="Search: personal data, citations, cost …"
          className="min-w-56 flex-1"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        {actions}
      </div>
      {found.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title="No common rule is about that"
          description="Try another word, or write the rule yourself."
          className="py-6"
        />
      ) : (
        libraryGroups
          .map((group) => ({ group, rules: found.filter((rule) => rule.group === group) }))
          .filter(({ rules }) => rules.length > 0)
          .map(({ group, rules }) => (
            <section key={group} aria-label={group} className="flex flex-col gap-2">
              <h3 className="text-muted text-xs">{group}</h3>
              <ul className="grid gap-2 sm:grid-cols-2">
                {rules.map((rule) => (
                  <li key={rule.id}>
                    <LibraryItem rule={rule} tools={tools} onAdd={onAdd} onOpen={onOpen} />
                  </li>
                ))}
              </ul>
            </section>
          ))
      )}
    </div>
  );
}

function LibraryItem({
  rule,
  tools,
  onAdd,
  onOpen,
}: Omit<LibraryListProps, 'actions'> & { rule: LibraryRule }) {
  const [asks, setAsks] = useState(false);
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      rule.parameters.map(({ key, kind, start }) => [
        key,
        start || (kind === 'tool' ? (tools[0] ?? '') : kind === 'tools' ? tools.join(', ') : ''),
      ]),
    ),
  );
  const missing = rule.parameters.some(({ key, kind }) => {
    const value = (values[key] ?? '').trim();
    return value === '' || (kind === 'tools' && value.split(',').filter((name) => name.trim()).length < 2);
  });
  const { title } = rule;
  return (
    <section aria-label={title} className="flex h-full flex-col gap-2 rounded-md border bg-surface p-3">
      <div>
        <h4 className="font-medium text-sm">{title}</h4>
        <p className="text-muted text-xs">{rule.does}</p>
      </div>
      {asks ? (
        <form
          className="flex flex-col gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (!missing) onAdd(rule.make(values));
          }}
        >
          {rule.parameters.map(({ key, label, kind }, index) => (
            <NamedInput
              key={key}
              label={label}
              autoFocus={index === 0}
              type={kind === 'number' ? 'number' : 'text'}
              options={kind === 'tool' ? tools : []}
              {...(kind === 'tools' ? { description: 'At least two.' } : {})}
              value={values[key] ?? ''}
              onText={(text) => setValues({ ...values, [key]: text })}
            />
          ))}
          <Button type="submit" variant="primary" size="sm" disabled={missing}>
            Add this rule
          </Button>
        </form>
      ) : null}
      <div className="mt-auto flex gap-1">
        {asks ? null : (
          <Button
            size="sm"
            onClick={() => (rule.parameters.length > 0 ? setAsks(true) : onAdd(rule.make(values)))}
          >
            <Plus aria-hidden="true" />
            Add<span className="sr-only"> {title}</span>
          </Button>
        )}
        <Button variant="ghost" size="sm" onClick={() => onOpen(rule.make(values))}>
          Change it first<span className="sr-only"> {title}</span>
        </Button>
      </div>
    </section>
  );
}

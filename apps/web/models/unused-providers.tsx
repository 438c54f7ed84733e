import { CopyButton, Panel, PanelHeader } from '@agent-factory/ui';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useFrame } from '../frame/frame-context.ts';
import type { ProviderGroup } from './group-models.ts';
import { ModelPrice } from './model-price.tsx';
import { providerTitle } from './provider-titles.ts';

/** A long catalogue is cut here; the filter finds the rest. */
const shownAtMost = 40;

/** Providers that nobody has a key for, and what to do to have them. */
export function UnusedProviders({ groups, expanded }: { groups: ProviderGroup[]; expanded: boolean }) {
  const { me } = useFrame();
  const mayAddKeys = me.team.role === 'owner' || me.team.role === 'admin';
  return (
    <Panel aria-label="Not set up">
      <PanelHeader
        title="Not set up"
        description={
          mayAddKeys
            ? 'Add a key of your own, or set the variable where the platform runs.'
            : 'An owner or admin of the team can add a key.'
        }
        actions={
          mayAddKeys ? (
            <Link href="/settings/keys?add=1" className="font-medium text-accent text-sm hover:underline">
              Add a key
            </Link>
          ) : null
        }
      />
      <ul className="divide-y divide-border">
        {groups.map((group) => (
          <li key={group.id}>
            <details className="group" open={expanded}>
              <summary className="flex min-h-12 list-none items-center gap-3 px-4 py-2 transition-colors hover:bg-hover focus-visible:-outline-offset-2">
                <ChevronRight
                  aria-hidden="true"
                  className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90"
                />
                <span className="min-w-0 flex-1 truncate font-medium text-sm">{providerTitle(group.id)}</span>
                <span className="shrink-0 text-muted text-xs tabular-nums">{count(group)}</span>
              </summary>
              <div className="flex flex-wrap items-center gap-x-1 px-4 pb-2 ps-11 text-muted text-sm">
                Set <code className="font-mono text-text text-xs">{group.variable}</code>
                <CopyButton value={group.variable} label={`Copy ${group.variable}`} />
              </div>
              <ul className="divide-y divide-border border-t">
                {group.rows.slice(0, shownAtMost).map(({ model }) => (
                  <li
                    key={model.id}
                    className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2 pe-4 ps-11 text-sm"
                  >
                    <span className="min-w-0 truncate">{model.title}</span>
                    <span className="text-end text-xs">
                      <ModelPrice price={model.price} />
                    </span>
                  </li>
                ))}
                {group.rows.length > shownAtMost ? (
                  <li className="py-2 pe-4 ps-11 text-muted text-xs">
                    and {(group.rows.length - shownAtMost).toLocaleString('en-US')} more: filter by name to
                    find one
                  </li>
                ) : null}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function count({ rows }: ProviderGroup): string {
  return `${rows.length.toLocaleString('en-US')} ${rows.length === 1 ? 'model' : 'models'}`;
}

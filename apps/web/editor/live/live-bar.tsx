'use client';

import { cn, Tooltip } from '@agent-factory/ui';
import { CloudOff, Eye, TriangleAlert } from 'lucide-react';
import { useEditor } from '../editor-context.ts';
import { useLive } from './live-context.ts';
import { initialsOf, onePerPerson, type Tone, toneOf } from './people-colors.ts';
import { sayPlace } from './say-place.ts';

const looks: Record<Tone, string> = {
  info: 'border-info bg-info-soft text-info',
  positive: 'border-positive bg-positive-soft text-positive',
  warning: 'border-warning bg-warning-soft text-warning',
  danger: 'border-danger bg-danger-soft text-danger',
  accent: 'border-accent bg-accent-soft text-accent',
};

const shownAtMost = 4;

/** Who else is here, and whether this page hangs together with them: nothing is said while all is well. */
export function LiveBar() {
  const people = onePerPerson(useLive((view) => view.people));
  const select = useEditor((state) => state.select);
  const shown = people.slice(0, shownAtMost);
  const more = people.length - shown.length;
  return (
    <div className="flex items-center gap-2">
      <Connection />
      {people.length === 0 ? null : (
        <ul aria-label="Others who have this open" className="flex items-center -space-x-1.5">
          {shown.map((presence) => {
            const { person, place, may } = presence;
            const path = place?.path ?? null;
            const words = `${person.name}${may === 'see' ? ' (reading)' : ''}${path === null ? '' : `, at ${sayPlace(path)}`}`;
            return (
              <li key={person.id}>
                <Tooltip content={words}>
                  <button
                    type="button"
                    aria-label={words}
                    onClick={() => (path === null ? undefined : select(path, 'assistant'))}
                    className={cn(
                      'flex size-7 items-center justify-center rounded-full border-2 font-medium text-xs',
                      looks[toneOf(presence)],
                    )}
                  >
                    {initialsOf(person.name)}
                  </button>
                </Tooltip>
              </li>
            );
          })}
          {more > 0 ? (
            <li className="flex h-7 items-center rounded-full border bg-surface px-2 text-muted text-xs">
              <span aria-hidden="true">+{more}</span>
              <span className="sr-only">and {more} more</span>
            </li>
          ) : null}
        </ul>
      )}
    </div>
  );
}

function Connection() {
  const state = useLive((view) => view.state);
  const may = useLive((view) => view.may);
  const why = useLive((view) => view.why);
  const said = wordsOf(state.at, may);
  return (
    <span role="status" className="flex items-center text-muted text-xs">
      {said === null ? null : (
        <Tooltip content={state.at === 'ended' ? state.why : (why ?? said.long)}>
          <span className="inline-flex h-6 items-center gap-1.5 rounded-sm bg-sunken px-1.5">
            <said.icon aria-hidden="true" className="size-3.5" />
            {said.short}
            <span className="sr-only">. {state.at === 'ended' ? state.why : (why ?? said.long)}</span>
          </span>
        </Tooltip>
      )}
    </span>
  );
}

function wordsOf(at: string, may: 'edit' | 'see' | null) {
  switch (at) {
    case 'offline':
      return {
        icon: CloudOff,
        short: 'Offline',
        long: 'Your work is kept here and sent once there is a connection.',
      };
    case 'ended':
      return { icon: TriangleAlert, short: 'Not connected', long: 'Load the page again.' };
    case 'connecting':
      return null;
    default:
      return may === 'see' ? { icon: Eye, short: 'Read only', long: 'You see what others write.' } : null;
  }
}

'use client';

import { Dialog, DialogContent, Kbd } from '@agent-factory/ui';
import type { PlainKey } from '../words/translator.ts';
import { useWords } from '../words/words-context.ts';

interface Group {
  title: PlainKey<'frame'>;
  keys: readonly { keys: readonly string[]; does: PlainKey<'frame'> }[];
}

const groups = [
  {
    title: 'everywhere',
    keys: [
      { keys: ['⌘', 'K'], does: 'commands' },
      { keys: ['?'], does: 'theseShortcuts' },
      { keys: ['Esc'], does: 'closeOpen' },
    ],
  },
  {
    title: 'goTo',
    keys: [
      { keys: ['g', 'a'], does: 'agents' },
      { keys: ['g', 't'], does: 'threads' },
      { keys: ['g', 'r'], does: 'runs' },
      { keys: ['g', 'e'], does: 'tests' },
      { keys: ['g', 'p'], does: 'approvals' },
      { keys: ['g', 'h'], does: 'schedules' },
      { keys: ['g', 'n'], does: 'knowledge' },
      { keys: ['g', 'd'], does: 'dashboard' },
      { keys: ['g', 'i'], does: 'ideas' },
      { keys: ['g', 'b'], does: 'marketplace' },
      { keys: ['g', 'm'], does: 'models' },
      { keys: ['g', 'u'], does: 'usage' },
      { keys: ['g', 'c'], does: 'connections' },
      { keys: ['g', 'k'], does: 'keys' },
      { keys: ['g', 's'], does: 'settings' },
    ],
  },
  {
    title: 'listsAndSteps',
    keys: [
      { keys: ['j'], does: 'nextEntry' },
      { keys: ['k'], does: 'previousEntry' },
      { keys: ['↵'], does: 'openIt' },
    ],
  },
  {
    title: 'approvals',
    keys: [
      { keys: ['a'], does: 'approveIt' },
      { keys: ['e'], does: 'changeFirst' },
      { keys: ['d'], does: 'denyIt' },
    ],
  },
  {
    title: 'labelling',
    keys: [
      { keys: ['p'], does: 'passTrial' },
      { keys: ['f'], does: 'failTrial' },
      { keys: ['s'], does: 'skipTrial' },
    ],
  },
  { title: 'editor', keys: [{ keys: ['⌘', '↵'], does: 'runAgent' }] },
] as const satisfies readonly Group[];

export function ShortcutsDialog({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  const say = useWords('frame');
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent title={say('shortcuts')} description={say('controlKey')}>
        <section
          aria-label={say('allShortcuts')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          className="grid gap-x-8 gap-y-5 overflow-y-auto p-5 sm:grid-cols-2"
        >
          {groups.map((group) => (
            <section key={group.title}>
              <h3 className="mb-1 font-medium text-muted text-xs">{say(group.title)}</h3>
              <dl>
                {group.keys.map((entry) => (
                  <div key={entry.does} className="flex h-8 items-center justify-between gap-4 text-sm">
                    <dt>{say(entry.does)}</dt>
                    <dd className="flex gap-1">
                      {entry.keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </section>
      </DialogContent>
    </Dialog>
  );
}

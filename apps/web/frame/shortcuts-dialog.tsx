'use client';

import { Dialog, DialogContent, Kbd } from '@agent-factory/ui';

const groups = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['⌘', 'K'], does: 'Search and commands' },
      { keys: ['?'], does: 'These shortcuts' },
      { keys: ['Esc'], does: 'Close what is open' },
    ],
  },
  {
    title: 'Go to',
    keys: [
      { keys: ['g', 'a'], does: 'Agents' },
      { keys: ['g', 't'], does: 'Threads' },
      { keys: ['g', 'r'], does: 'Runs' },
      { keys: ['g', 'e'], does: 'Tests' },
      { keys: ['g', 'p'], does: 'Approvals' },
      { keys: ['g', 'h'], does: 'Schedules' },
      { keys: ['g', 'n'], does: 'Knowledge' },
      { keys: ['g', 'd'], does: 'Dashboard' },
      { keys: ['g', 'i'], does: 'Ideas' },
      { keys: ['g', 'b'], does: 'Marketplace' },
      { keys: ['g', 'm'], does: 'Models' },
      { keys: ['g', 'u'], does: 'Usage' },
      { keys: ['g', 'c'], does: 'Connections' },
      { keys: ['g', 'k'], does: 'Keys' },
      { keys: ['g', 's'], does: 'Settings' },
    ],
  },
  {
    title: 'Lists and steps',
    keys: [
      { keys: ['j'], does: 'Next entry' },
      { keys: ['k'], does: 'Previous entry' },
      { keys: ['↵'], does: 'Open it' },
    ],
  },
  {
    title: 'Approvals',
    keys: [
      { keys: ['a'], does: 'Approve it' },
      { keys: ['e'], does: 'Change it first' },
      { keys: ['d'], does: 'Deny it' },
    ],
  },
  {
    title: 'Labelling',
    keys: [
      { keys: ['p'], does: 'Pass the trial' },
      { keys: ['f'], does: 'Fail it' },
      { keys: ['s'], does: 'Skip it' },
    ],
  },
  { title: 'Editor', keys: [{ keys: ['⌘', '↵'], does: 'Run agent' }] },
];

export function ShortcutsDialog({ onOpenChange }: { onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent title="Keyboard shortcuts" description="On Windows and Linux, ⌘ is Ctrl.">
        <section
          aria-label="All shortcuts"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          className="grid gap-x-8 gap-y-5 overflow-y-auto p-5 sm:grid-cols-2"
        >
          {groups.map((group) => (
            <section key={group.title}>
              <h3 className="mb-1 font-medium text-muted text-xs">{group.title}</h3>
              <dl>
                {group.keys.map((entry) => (
                  <div key={entry.does} className="flex h-8 items-center justify-between gap-4 text-sm">
                    <dt>{entry.does}</dt>
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

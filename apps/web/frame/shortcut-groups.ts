import type { PlainKey } from '../words/translator.ts';

export interface ShortcutGroup {
  title: PlainKey<'frame'>;
  keys: readonly { keys: readonly string[]; does: PlainKey<'frame'> }[];
}

/** Every key that does something, where it does. */
export const shortcutGroups = [
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
] as const satisfies readonly ShortcutGroup[];

'use client';

import { Kbd } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';
import { shortcutGroups } from './shortcut-groups.ts';

/** The keys, by where they work. Stands below a heading of the level above `level`. */
export function ShortcutList({ level }: { level: 2 | 3 }) {
  const say = useWords('frame');
  const Heading = `h${level}` as const;
  return shortcutGroups.map((group) => (
    <section key={group.title}>
      <Heading className="mb-1 font-medium text-muted text-xs">{say(group.title)}</Heading>
      <dl>
        {group.keys.map((entry) => (
          <div key={entry.does} className="flex min-h-8 items-center justify-between gap-4 text-sm">
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
  ));
}

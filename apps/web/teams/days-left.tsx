'use client';

import { useFigures } from '@agent-factory/ui';
import { useWords } from '../words/words-context.ts';

const dayMs = 86_400_000;

/** How long until then, in days, with the exact time on hover: `in 6 days`, `within a day`. */
export function DaysLeft({ iso }: { iso: string }) {
  const say = useWords('parts');
  const { moment } = useFigures();
  const days = Math.ceil((Date.parse(iso) - Date.now()) / dayMs);
  return (
    <time dateTime={iso} title={moment(iso)}>
      {days <= 1 ? say('withinDay') : say('inDays', { days })}
    </time>
  );
}

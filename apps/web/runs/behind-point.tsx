import { Button } from '@agent-factory/ui';
import type { Behind } from './behind.ts';

/** Says which runs these are where the dashboard led here, and leads back to all. */
export function BehindPoint({ behind, onClear }: { behind: Behind; onClear: () => void }) {
  const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  const said = [
    behind.from === undefined ? null : `from ${moment.format(new Date(behind.from))}`,
    behind.to === undefined ? null : `until ${moment.format(new Date(behind.to))}`,
    behind.model === undefined ? null : `by ${behind.model}`,
    behind.error_code === undefined ? null : `that ended with ${behind.error_code}`,
    behind.api_key_id === undefined ? null : 'of one API key',
    behind.member_id === undefined ? null : 'of one member',
  ].filter((part) => part !== null);
  if (said.length === 0) return null;
  return (
    <p className="mb-3 flex flex-wrap items-center gap-2 text-muted text-sm">
      Runs {said.join(', ')}
      <Button size="sm" variant="ghost" onClick={onClear}>
        Show all
      </Button>
    </p>
  );
}

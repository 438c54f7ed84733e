import { Button, RelativeTime } from '@agent-factory/ui';
import { Monitor, Smartphone } from 'lucide-react';
import type { SignInSession } from '../trpc/outputs.ts';

interface SessionRowProps {
  session: SignInSession;
  ending: boolean;
  onEnd: () => void;
}

export function SessionRow({ session, ending, onEnd }: SessionRowProps) {
  const device = session.device ?? 'A program that does not say what it is';
  const Icon = /Android|iOS/.test(device) ? Smartphone : Monitor;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Icon aria-hidden="true" className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="truncate font-medium text-sm" title={session.user_agent ?? undefined}>
            {device}
          </span>
          {session.current ? <span className="text-accent text-xs">This session</span> : null}
        </p>
        <p className="text-muted text-xs">
          {session.address ?? 'Address unknown'}
          {session.second_factor ? ' · with second factor' : ''}
        </p>
      </div>
      <p className="text-muted text-xs">
        Seen <RelativeTime iso={session.last_seen_at} />
        <span className="block">
          Signed in <RelativeTime iso={session.created_at} />
        </span>
      </p>
      {session.current ? null : (
        <Button size="sm" loading={ending} onClick={onEnd} aria-label={`End the session: ${device}`}>
          End
        </Button>
      )}
    </li>
  );
}

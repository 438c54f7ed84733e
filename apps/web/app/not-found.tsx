import { buttonStyles, EmptyState, Logo } from '@agent-factory/ui';
import { Compass } from 'lucide-react';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="grid min-h-dvh grid-rows-[auto_1fr] place-items-center">
      <Logo className="justify-self-start p-6" />
      <div>
        <h1 className="sr-only">Not found</h1>
        <EmptyState
          icon={Compass}
          title="There is nothing at this address"
          description="It may have been deleted, or belong to a team that you are not in."
          action={
            // A plain link: every page loads this one's script along with its own, and Link is 4 KB of it.
            <a href="/agents" className={buttonStyles({ variant: 'primary' })}>
              Go to your agents
            </a>
          }
        />
      </div>
    </main>
  );
}

import { buttonStyles, EmptyState, Logo } from '@agent-factory/ui';
import { Compass } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';

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
            <Link href="/agents" className={buttonStyles({ variant: 'primary' })}>
              Go to your agents
            </Link>
          }
        />
      </div>
    </main>
  );
}

import { buttonStyles, EmptyState } from '@agent-factory/ui';
import { Compass } from 'lucide-react';
import Link from 'next/link';

export default function WorkspaceNotFound() {
  return (
    <div className="flex flex-1 flex-col justify-center">
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
  );
}

'use client';

import { Button } from '@agent-factory/ui';
import { AuthHeading } from '../auth/form-parts.tsx';
import { signOut } from '../auth/sign-out.ts';
import { EnrolApp } from './enrol-app.tsx';

/** For a member whose team asks for a second factor that the account does not have. */
export function EnrolAtTheDoor({ next }: { next: string }) {
  return (
    <>
      <AuthHeading title="Set up a second factor">
        Your team asks its members for one. It takes an authenticator app and a minute.
      </AuthHeading>
      {/* A whole page load: everything after it is asked with the new session. */}
      <EnrolApp onDone={() => location.assign(next)} />
      <Button variant="ghost" className="mt-4" onClick={() => signOut()}>
        Sign out
      </Button>
    </>
  );
}

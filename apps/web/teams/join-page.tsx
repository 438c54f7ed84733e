import type { InvitationPreview } from '@agent-factory/contracts';
import { Button, buttonStyles } from '@agent-factory/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AuthHeading } from '../auth/form-parts.tsx';
import { JoinForm } from './join-form.tsx';
import { signInAsAnother } from './leave-session.ts';
import { roleNames } from './role-names.ts';

export interface JoinPageProps {
  token: string;
  /** Null for a link that opens nothing. */
  invitation: InvitationPreview | null;
  /** Address of who is signed in; null for a visitor. */
  email: string | null;
  signedIn: boolean;
}

/** Where the link of an invitation leads: who invites to what, and the one thing to do next. */
export function JoinPage({ token, invitation, email, signedIn }: JoinPageProps) {
  if (invitation === null) {
    return (
      <Dead title="This link opens nothing">
        It was mistyped, or the invitation was sent again with another link. Look for the newest mail.
      </Dead>
    );
  }
  const { team_name, role, invited_by, state } = invitation;
  if (state !== 'open') return <Dead title={over[state].title}>{over[state].says}</Dead>;
  const here = `/join?invitation=${token}`;
  const next = encodeURIComponent(here);
  const heading = (
    <AuthHeading title={`Join ${team_name}`}>
      {invited_by ?? 'A member'} invites {invitation.email} as {roleNames[role].toLowerCase()}.
    </AuthHeading>
  );
  if (!signedIn) {
    return (
      <>
        {heading}
        <div className="flex flex-col gap-3">
          <Link
            href={`/sign-up?next=${next}&email=${encodeURIComponent(invitation.email)}`}
            className={buttonStyles({ variant: 'primary', size: 'lg' })}
          >
            Create an account
          </Link>
          <Link href={`/sign-in?next=${next}`} className={buttonStyles({ size: 'lg' })}>
            Sign in
          </Link>
        </div>
      </>
    );
  }
  if (email?.toLowerCase() !== invitation.email) {
    return (
      <>
        {heading}
        <p className="mb-4 text-sm">
          You are signed in as <span className="font-medium">{email ?? 'somebody without an address'}</span>.
          The invitation is for <span className="font-medium">{invitation.email}</span>: sign in with that
          address, or ask for an invitation to yours.
        </p>
        <form action={signInAsAnother.bind(null, here)} className="flex flex-col gap-3">
          <Button type="submit" variant="primary" size="lg">
            Sign in with another address
          </Button>
          <Link href="/agents" className={buttonStyles({ size: 'lg' })}>
            Stay where you are
          </Link>
        </form>
      </>
    );
  }
  return (
    <>
      {heading}
      <JoinForm token={token} teamName={team_name} />
    </>
  );
}

const over: Readonly<Record<Exclude<InvitationPreview['state'], 'open'>, { title: string; says: string }>> = {
  expired: {
    title: 'This invitation has run out',
    says: 'Ask whoever invited you to send it again.',
  },
  accepted: {
    title: 'This invitation was used',
    says: 'It works once. If it was you, the team is yours to open.',
  },
  declined: { title: 'This invitation was declined', says: 'Ask for another one if that was a mistake.' },
  revoked: {
    title: 'This invitation was taken back',
    says: 'Ask whoever invited you, if you expected to join.',
  },
};

function Dead({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <AuthHeading title={title}>{children}</AuthHeading>
      <Link href="/agents" className={buttonStyles({ size: 'lg' })}>
        Open Agent Factory
      </Link>
    </>
  );
}

import type { InvitationPreview } from '@agent-factory/contracts';
import { Button, buttonStyles } from '@agent-factory/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { AuthHeading } from '../auth/form-parts.tsx';
import { serverWords } from '../words/server-words.ts';
import type { PlainKey } from '../words/translator.ts';
import { JoinForm } from './join-form.tsx';
import { signInAsAnother } from './leave-session.ts';

export interface JoinPageProps {
  token: string;
  /** Null for a link that opens nothing. */
  invitation: InvitationPreview | null;
  /** Address of who is signed in; null for a visitor. */
  email: string | null;
  signedIn: boolean;
}

/** Where the link of an invitation leads: who invites to what, and the one thing to do next. */
export async function JoinPage({ token, invitation, email, signedIn }: JoinPageProps) {
  const say = await serverWords('people');
  const open = say('openApp');
  if (invitation === null) {
    return (
      <Dead title={say('opensNothing')} open={open}>
        {say('opensNothingHint')}
      </Dead>
    );
  }
  const { team_name, role, invited_by, state } = invitation;
  if (state !== 'open')
    return (
      <Dead title={say(over[state].title)} open={open}>
        {say(over[state].says)}
      </Dead>
    );
  const here = `/join?invitation=${token}`;
  const next = encodeURIComponent(here);
  const heading = (
    <AuthHeading title={say('joinNamed', { team: team_name })}>
      {say('invites', { name: invited_by ?? say('aMember'), email: invitation.email, role })}
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
            {say('createAccount')}
          </Link>
          <Link href={`/sign-in?next=${next}`} className={buttonStyles({ size: 'lg' })}>
            {say('signIn')}
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
          {say.rich('signedInAs', {
            email: email ?? say('withoutAddress'),
            invited: invitation.email,
            b: (address) => <span className="font-medium">{address}</span>,
          })}
        </p>
        <form action={signInAsAnother.bind(null, here)} className="flex flex-col gap-3">
          <Button type="submit" variant="primary" size="lg">
            {say('signInOther')}
          </Button>
          <Link href="/agents" className={buttonStyles({ size: 'lg' })}>
            {say('stay')}
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

const over: Readonly<
  Record<Exclude<InvitationPreview['state'], 'open'>, { title: PlainKey<'people'>; says: PlainKey<'people'> }>
> = {
  expired: {
    title: 'ranOutTitle',
    says: 'ranOutHint',
  },
  accepted: {
    title: 'usedTitle',
    says: 'usedHint',
  },
  declined: { title: 'declinedTitle', says: 'declinedHint' },
  revoked: {
    title: 'revokedTitle',
    says: 'revokedHint',
  },
};

function Dead({ title, open, children }: { title: string; open: string; children: ReactNode }) {
  return (
    <>
      <AuthHeading title={title}>{children}</AuthHeading>
      <Link href="/agents" className={buttonStyles({ size: 'lg' })}>
        {open}
      </Link>
    </>
  );
}

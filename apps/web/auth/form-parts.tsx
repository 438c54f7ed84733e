'use client';

import { CircleAlert, MailCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Key } from '../words/translator.ts';
import { useWords } from '../words/words-context.ts';

export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
      {children ? <p className="mt-1 text-muted text-sm">{children}</p> : null}
    </div>
  );
}

/** What went wrong with the form as a whole; a single field's error stands at the field. */
export function FormError({ children }: { children: ReactNode }) {
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm"
    >
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

interface MailSentProps {
  email: string;
  /** What was sent, and to whom. */
  sent: Extract<Key<'auth'>, `sent${string}`>;
  /** Local mode sends no mail; it points to the page that shows what would have been sent. */
  outbox: boolean;
}

export function MailSent({ email, sent, outbox }: MailSentProps) {
  const say = useWords('auth');
  return (
    <div role="status">
      <span className="flex size-10 items-center justify-center rounded-md bg-positive-soft text-positive">
        <MailCheck aria-hidden="true" className="size-5" />
      </span>
      <h1 className="mt-4 font-semibold text-xl tracking-tight">{say('checkMail')}</h1>
      <p className="mt-1 text-muted text-sm">
        {say.rich(sent, {
          email,
          address: (inner) => (
            <span key="address" className="font-medium text-text">
              {inner}
            </span>
          ),
        })}
      </p>
      {outbox ? (
        <p className="mt-4 text-sm">
          {say.rich('openOutbox', {
            link: (inner) => (
              <a key="link" href="/outbox" className="font-medium text-accent underline underline-offset-2">
                {inner}
              </a>
            ),
          })}
        </p>
      ) : null}
    </div>
  );
}

export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="font-medium text-accent underline-offset-2 hover:underline">
      {children}
    </a>
  );
}

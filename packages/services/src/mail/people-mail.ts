import type { MailPort } from '../auth/mail/mail-port.ts';

/** Where a mail went. `none`: no mail is set up; `failed`: the server did not take it. */
export type MailFate = 'sent' | 'outbox' | 'none' | 'failed';

/** Mail of the platform to people: over the operator's server, else into the outbox of local mode, else nowhere. */
export interface PeopleMail {
  /** Never rejects: what is told by mail has another way to be told. */
  send(mail: { recipient: string; subject: string; text: string; html: string }): Promise<MailFate>;
}

export interface PeopleMailParts {
  /** Null where no mail server is set up. */
  server: MailPort | null;
  /** Null outside local mode. */
  outbox: MailPort | null;
  /** Told of a server that did not take a mail. */
  onError(error: unknown, details: Readonly<Record<string, string>>): void;
}

export function createPeopleMail({ server, outbox, onError }: PeopleMailParts): PeopleMail {
  return {
    async send(mail) {
      const port = server ?? outbox;
      if (port === null) return 'none';
      try {
        await port.send(mail);
        return port === server ? 'sent' : 'outbox';
      } catch (error) {
        onError(error, { part: 'mail' });
        return 'failed';
      }
    },
  };
}

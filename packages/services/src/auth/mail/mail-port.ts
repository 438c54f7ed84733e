/** A mail that is ready to go. */
export interface Mail {
  recipient: string;
  subject: string;
  text: string;
  html: string;
}

/** Takes mail away: to the outbox in local mode, to an SMTP server elsewhere. */
export interface MailPort {
  send(mail: Mail): Promise<void>;
}

/** A mail that is ready to go. */
export interface OutgoingMail {
  from: string;
  to: readonly string[];
  subject: string;
  text: string;
  html?: string;
}

/** Keeps mail where people can see it, in place of sending it. */
export interface Outbox {
  keep(mail: OutgoingMail): Promise<void>;
}

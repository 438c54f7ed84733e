/** What a form learns from its action when it is not simply taken elsewhere. */
export type AuthOutcome = { error: string } | { sent: true };

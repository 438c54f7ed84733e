/** What can be done to an API key from its row. */
export type KeyAct = 'edit' | 'rotate' | 'end-overlap' | 'revoke';

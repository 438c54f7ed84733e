/** `refused`: the service said no to the secret itself; else it could not be asked, which says nothing of it. */
export type ConnectionVerdict = { ok: true } | { ok: false; reason: string; refused: boolean };

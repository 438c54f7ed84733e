/** Unsaved work of one agent, kept in this browser so that a closed tab loses nothing. */
interface Draft {
  text: string;
  /** The version that it started from. */
  version: number;
}

const keyOf = (agentId: string) => `draft:${agentId}`;

export function readDraft(agentId: string): Draft | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(agentId)) ?? 'null');
    if (typeof stored !== 'object' || stored === null || !('text' in stored) || !('version' in stored))
      return null;
    return typeof stored.text === 'string' && typeof stored.version === 'number'
      ? { text: stored.text, version: stored.version }
      : null;
  } catch {
    return null;
  }
}

/** A full or forbidden storage loses the safety net, not the work: the text still stands in the editor. */
export function writeDraft(agentId: string, draft: Draft | null): void {
  try {
    if (draft === null) localStorage.removeItem(keyOf(agentId));
    else localStorage.setItem(keyOf(agentId), JSON.stringify(draft));
  } catch {
    // See above.
  }
}

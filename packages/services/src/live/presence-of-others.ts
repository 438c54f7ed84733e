import { type LivePresence, livePresenceSchema } from '@agent-factory/contracts';
import { z } from 'zod';

/** Told again so often; not heard for three times as long, somebody is gone: their process ended without a word. */
const tellEveryMs = 10_000;
const forgetAfterMs = 3 * tellEveryMs;

const bodySchema = z.object({
  from: z.string(),
  /** Asks every process to say who is with it. */
  asks: z.boolean(),
  here: z.array(livePresenceSchema),
  left: z.string().nullable(),
});

interface PresenceOfOthers {
  /** The people who are connected to other processes. */
  list(): LivePresence[];
  hear(body: string): void;
  tellOwn(): void;
  tellLeft(connection: string): void;
  /** Forgets those of processes that ended, and says who is here from time to time. */
  sweep(): void;
}

/**
 * Who is in the same document by way of other processes. It stands nowhere: where announcements are lost, people do not
 * see each other for a while, and nothing else happens.
 */
export function createPresenceOfOthers(parts: {
  now(): number;
  announce(body: string): void;
  own(): LivePresence[];
  onSeen(presence: LivePresence): void;
  onLeft(connection: string): void;
}): PresenceOfOthers {
  const self = crypto.randomUUID();
  const seen = new Map<string, { presence: LivePresence; at: number }>();
  let toldAt = Number.NEGATIVE_INFINITY;
  let hasAsked = false;

  function tell(left: string | null): void {
    const body: z.infer<typeof bodySchema> = { from: self, asks: !hasAsked, here: parts.own(), left };
    hasAsked = true;
    toldAt = parts.now();
    parts.announce(JSON.stringify(body));
  }

  function forget(connection: string): void {
    if (seen.delete(connection)) parts.onLeft(connection);
  }

  return {
    list: () => [...seen.values()].map(({ presence }) => presence),
    hear(text) {
      const { data } = bodySchema.safeParse(parseJson(text));
      if (data === undefined || data.from === self) return;
      for (const presence of data.here) {
        const before = seen.get(presence.connection);
        seen.set(presence.connection, { presence, at: parts.now() });
        if (JSON.stringify(before?.presence) !== JSON.stringify(presence)) parts.onSeen(presence);
      }
      if (data.left !== null) forget(data.left);
      if (data.asks) tell(null);
    },
    tellOwn: () => tell(null),
    tellLeft: (connection) => tell(connection),
    sweep() {
      const now = parts.now();
      for (const [connection, { at }] of seen) if (now - at > forgetAfterMs) forget(connection);
      if (now - toldAt >= tellEveryMs) tell(null);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

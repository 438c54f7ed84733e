import type { LivePresence } from '@agent-factory/contracts';
import { connectLive, type LiveConnection, type LiveState } from '@agent-factory/live';
import * as Y from 'yjs';

/** Somebody who writes, with the very client that browsers have. */
export interface LivePerson {
  doc: Y.Doc;
  text: Y.Text;
  live: LiveConnection;
  state(): LiveState;
  may(): string;
  people(): readonly LivePresence[];
  versions(): { base: number; newest: number };
  /** Counts how often comments were said to have news. */
  comments(): number;
  close(): void;
}

export async function ticketFor(
  url: string,
  token: string,
  agentId: string,
  teamId?: string,
): Promise<string> {
  const answer = await fetch(`${url}/trpc/agents.liveTicket`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(teamId === undefined ? {} : { 'x-team-id': teamId }),
    },
    body: JSON.stringify({ id: agentId }),
  });
  const body = (await answer.json()) as { result?: { data: { ticket: string } } };
  if (body.result === undefined) throw new Error(`no ticket: ${answer.status} ${JSON.stringify(body)}`);
  return body.result.data.ticket;
}

/** `url` may change between tries, as a balancer’s choice does. */
export function openLivePerson(options: {
  url(): string;
  token: string;
  agentId: string;
  /** The person's own if left out. */
  teamId?: string;
  doc?: Y.Doc;
  documentId?: string;
}): LivePerson {
  const doc = options.doc ?? new Y.Doc();
  let state: LiveState = { at: 'connecting' };
  let may = 'unknown';
  let people: readonly LivePresence[] = [];
  let versions = { base: 0, newest: 0 };
  let comments = 0;
  const live = connectLive({
    doc,
    documentId: options.documentId ?? null,
    get url() {
      return `${options.url().replace('http', 'ws')}/v1/agents/${options.agentId}/live`;
    },
    ticket: () => ticketFor(options.url(), options.token, options.agentId, options.teamId),
    onState: (next) => {
      state = next;
    },
    onPeople: (next) => {
      people = next;
    },
    onMay: (next) => {
      may = next;
    },
    onVersions: (next) => {
      versions = next;
    },
    onComments: () => {
      comments += 1;
    },
  });
  return {
    doc,
    text: doc.getText('spec'),
    live,
    state: () => state,
    may: () => may,
    people: () => people,
    versions: () => versions,
    comments: () => comments,
    close: () => live.close(),
  };
}

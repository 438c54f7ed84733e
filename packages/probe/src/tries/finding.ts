/** What went wrong where another tenant, or nobody, asked. */
export type FindingKind =
  /** The answer to another tenant's id is not the one to an id that never existed. */
  | 'differs'
  /** What belongs to another team was answered with a success. */
  | 'opened'
  /** An answer holds something of another team. */
  | 'leak'
  /** Something of the other team has changed. */
  | 'effect'
  /** An answer to somebody who is not known, or not any more. */
  | 'stranger'
  /** A key did what it has no scope for. */
  | 'scope'
  | 'server_error';

export interface Finding {
  kind: FindingKind;
  /** `getAgent`, or a procedure's name. */
  route: string;
  door: 'rest' | 'trpc';
  /** Who asked, and what was exchanged for what. */
  attempt: string;
  /** What was seen against what was expected; ids, no contents. */
  seen: string;
}

/** How thoroughly a route was tried. */
export interface Coverage {
  route: string;
  door: 'rest' | 'trpc';
  tries: number;
  /** Places of ids at which the caller has no business whatever is asked for. */
  closed: string[];
  /** What could not be tried, and why: any of it makes the verdict incomplete. */
  notTried: string[];
}

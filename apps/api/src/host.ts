import type {
  AccessTokenRules,
  AuthContext,
  BriefMemory,
  KeyGuesses,
  Services,
  SessionStates,
} from '@agent-factory/services';
import type { AddressOf } from './actor/client-address.ts';
import type { Session } from './actor/session.ts';

/** Local auth: the service that stands in for Supabase Auth, run by this process itself. */
export interface LocalAuth {
  context: AuthContext;
  /** The public key of the protocol that its clients send as `apikey`. */
  anonKey: string;
}

/** What the whole API shares, made once at start. */
export interface Host {
  mode: 'local' | 'production';
  /** The release, for `/health` and the API description. */
  version: string;
  services: Services;
  /** By which bearer tokens are judged. */
  accessTokens: AccessTokenRules;
  /** Where a request came from. */
  addressOf: AddressOf;
  /** Callers that were identified a moment ago. */
  sessions: BriefMemory<Session>;
  /** Bounds guesses at API keys. */
  keyGuesses: KeyGuesses;
  /** What is asked about a token's session besides the token; null where nobody can be asked. */
  sessionStates: SessionStates | null;
  /** Null when Supabase Auth is the auth service. */
  localAuth: LocalAuth | null;
  /** How long `POST …/run` waits for the end of a run before it answers 202. */
  maxWaitMs: number;
  /** Fires when a shutdown begins: the server is no longer ready, and still answers everything. */
  draining: AbortSignal;
  /** Fires when the server closes: waiting ends, streams end in good order. */
  closing: AbortSignal;
}

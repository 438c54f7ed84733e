import type { Request } from '../wire/door.ts';

/** Who asks, as the deployment is told by headers. */
export interface Caller {
  name: string;
  headers: Readonly<Record<string, string>>;
  /** Of an account that was signed up for this; its deletion is confirmed by it. */
  email?: string;
}

export const nobody: Caller = { name: 'nobody', headers: {} };
/** Well formed as a header, and nobody's. */
export const nonsense: Caller = { name: 'a made-up token', headers: { authorization: 'Bearer x.y.z' } };

export function bearer(name: string, secret: string): Caller {
  return { name, headers: { authorization: `Bearer ${secret}` } };
}

/** The same caller, who asks for another team. */
export function inTeam(caller: Caller, team: string): Caller {
  return { ...caller, headers: { ...caller.headers, 'x-team-id': team } };
}

export function withHeaders(request: Request, caller: Caller): Request {
  return { ...request, headers: { ...request.headers, ...caller.headers } };
}

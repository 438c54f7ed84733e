import { outOfReach } from '../inventory/out-of-reach.ts';
import type { Answer, Request } from '../wire/door.ts';
import type { Coverage, Finding, FindingKind } from './finding.ts';

export type Route = Pick<Finding, 'route' | 'door'>;

/** What is known so far; every answer passes through `seen`. */
export interface Ledger {
  readonly findings: readonly Finding[];
  readonly coverage: readonly Coverage[];
  /** Milliseconds of answers to another's ids and to ids that never existed; noted, never judged. */
  readonly timings: { foreign: number[]; unknown: number[] };
  add(kind: FindingKind, route: Route, attempt: string, seen: string): void;
  /** Counts a try of a route and looks through its answer for what is not the asker's. */
  seen(route: Route, attempt: string, request: Request, answer: Answer, canaries: readonly string[]): void;
  closed(route: Route, place: string): void;
  /** Routes of which something cannot be tried at all, and why. */
  readonly beyond: readonly (Route & { why: string })[];
  notTried(route: Route, why: string): void;
}

export function openLedger(): Ledger {
  const findings: Finding[] = [];
  const coverage = new Map<string, Coverage>();
  const covered = ({ route, door }: Route): Coverage => {
    const key = `${door} ${route}`;
    const known = coverage.get(key) ?? { route, door, tries: 0, closed: [], notTried: [] };
    coverage.set(key, known);
    return known;
  };
  const beyond = new Map<string, Route & { why: string }>();
  const add: Ledger['add'] = (kind, { route, door }, attempt, seen) => {
    const known = findings.some(
      (one) => one.kind === kind && one.route === route && one.door === door && one.attempt === attempt,
    );
    if (!known) findings.push({ kind, route, door, attempt, seen });
  };

  return {
    findings,
    get coverage() {
      return [...coverage.values()];
    },
    get beyond() {
      return [...beyond.values()];
    },
    timings: { foreign: [], unknown: [] },
    add,
    seen(route, attempt, request, answer, canaries) {
      covered(route).tries += 1;
      if (answer.status >= 500 && route.route !== 'health' && route.route !== 'ready') {
        add('server_error', route, attempt, `${answer.status}`);
      }
      const sent = sentText(request);
      const leaked = canaries.filter((canary) => answer.text.includes(canary) && !sent.includes(canary));
      if (leaked.length > 0) {
        add('leak', route, attempt, `${answer.status} with ${leaked.slice(0, 5).map(shown).join(', ')}`);
      }
    },
    closed(route, place) {
      covered(route).closed.push(place);
    },
    notTried(route, why) {
      const reason = outOfReach[route.route];
      if (reason !== undefined) {
        beyond.set(`${route.door} ${route.route}`, { route: route.route, door: route.door, why: reason });
        return;
      }
      const { notTried } = covered(route);
      if (!notTried.includes(why)) notTried.push(why);
    },
  };
}

/** What the asker wrote; an answer may say it back. */
function sentText({ path, headers = {}, body }: Request): string {
  return `${decodeURIComponent(path)} ${Object.values(headers).join(' ')} ${JSON.stringify(body ?? '')}`;
}

/** Ids are told whole, secrets never. */
function shown(canary: string): string {
  return /^[a-z]{2,5}_[0-9a-z]{26}$/.test(canary) || canary.length < 40 ? canary : 'a secret';
}

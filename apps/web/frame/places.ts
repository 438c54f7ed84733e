export interface Place {
  href: string;
  label: string;
  /** The second key after `g`. */
  key?: string;
  /** Shows how many approvals wait. */
  counts?: true;
  /** Has no room in the bar of small screens; the palette knows it. */
  wide?: true;
  /** An address below its own that is another place's. */
  but?: string;
}

const agents: Place = { href: '/agents', label: 'Agents', key: 'a' };
const threads: Place = { href: '/threads', label: 'Threads', key: 't' };
const runs: Place = { href: '/runs', label: 'Runs', key: 'r' };
const tests: Place = { href: '/tests', label: 'Tests', key: 'e', wide: true };
const approvals: Place = { href: '/approvals', label: 'Approvals', key: 'p', counts: true };
const schedules: Place = { href: '/schedules', label: 'Schedules', key: 'h', wide: true };
const knowledge: Place = {
  href: '/knowledge',
  label: 'Knowledge',
  key: 'n',
  wide: true,
};
const ideas: Place = { href: '/ideas', label: 'Ideas', key: 'i', wide: true };
const marketplace: Place = { href: '/marketplace', label: 'Marketplace', key: 'b', wide: true };
const models: Place = { href: '/models', label: 'Models', key: 'm', wide: true };
const usage: Place = { href: '/usage', label: 'Usage', key: 'u', wide: true };
const dashboard: Place = { href: '/dashboard', label: 'Dashboard', key: 'd', wide: true };
const connections: Place = {
  href: '/settings/connections',
  label: 'Connections',
  key: 'c',
};
// Connections have a place of their own in the rail, although their page stands among the settings.
const settings: Place = { href: '/settings', label: 'Settings', key: 's', but: connections.href };
const outbox: Place = { href: '/outbox', label: 'Outbox' };
const docs: Place = { href: '/docs/diagnostics', label: 'Docs' };

/** The places of the left rail, in its two groups. The outbox is there while mails go nowhere else. */
export function places(environment: 'local' | 'production'): { main: Place[]; more: Place[] } {
  return {
    main: [
      ...[agents, threads, runs, tests, approvals, schedules, knowledge, ideas, marketplace, dashboard],
      ...[models, usage],
    ],
    more: environment === 'local' ? [connections, settings, outbox, docs] : [connections, settings, docs],
  };
}

const library: Place = { href: '/library', label: 'Library' };
const studio: Place = { href: '/studio', label: 'Studio' };
const operator: Place = { href: '/operator', label: 'Operator' };

/** Places without a room in the rail; the palette knows them. */
export function furtherPlaces({ isOperator }: { isOperator: boolean }): Place[] {
  return isOperator ? [library, studio, operator] : [library, studio];
}

export function isHere(place: Place, pathname: string): boolean {
  if (place.but !== undefined && isBelow(place.but, pathname)) return false;
  return isBelow(place.href, pathname);
}

function isBelow(href: string, pathname: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}

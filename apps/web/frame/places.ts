import type { PlainKey } from '../words/translator.ts';

export interface Place {
  href: string;
  /** Its name, among the words of the frame. */
  name: PlainKey<'frame'>;
  /** The second key after `g`. */
  key?: string;
  /** Shows how many approvals wait. */
  counts?: true;
  /** Has no room in the bar of small screens; the palette knows it. */
  wide?: true;
  /** An address below its own that is another place's. */
  but?: string;
}

const agents: Place = { href: '/agents', name: 'agents', key: 'a' };
const threads: Place = { href: '/threads', name: 'threads', key: 't' };
const runs: Place = { href: '/runs', name: 'runs', key: 'r' };
const tests: Place = { href: '/tests', name: 'tests', key: 'e', wide: true };
const approvals: Place = { href: '/approvals', name: 'approvals', key: 'p', counts: true };
const schedules: Place = { href: '/schedules', name: 'schedules', key: 'h', wide: true };
const knowledge: Place = {
  href: '/knowledge',
  name: 'knowledge',
  key: 'n',
  wide: true,
};
const ideas: Place = { href: '/ideas', name: 'ideas', key: 'i', wide: true };
const marketplace: Place = { href: '/marketplace', name: 'marketplace', key: 'b', wide: true };
const models: Place = { href: '/models', name: 'models', key: 'm', wide: true };
const usage: Place = { href: '/usage', name: 'usage', key: 'u', wide: true };
const dashboard: Place = { href: '/dashboard', name: 'dashboard', key: 'd', wide: true };
const connections: Place = {
  href: '/settings/connections',
  name: 'connections',
  key: 'c',
};
// Connections have a place of their own in the rail, although their page stands among the settings.
const settings: Place = { href: '/settings', name: 'settings', key: 's', but: connections.href };
const outbox: Place = { href: '/outbox', name: 'outbox' };
const docs: Place = { href: '/docs/diagnostics', name: 'docs' };

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

const library: Place = { href: '/library', name: 'library' };
const studio: Place = { href: '/studio', name: 'studio' };
const operator: Place = { href: '/operator', name: 'operator' };
const shortcuts: Place = { href: '/shortcuts', name: 'shortcuts' };
const tools: Place = { href: '/docs/tools', name: 'tools' };

/** Places without a room in the rail; the palette knows them. */
export function furtherPlaces({ isOperator }: { isOperator: boolean }): Place[] {
  const all = [library, studio, tools, shortcuts];
  return isOperator ? [...all, operator] : all;
}

export function isHere(place: Place, pathname: string): boolean {
  if (place.but !== undefined && isBelow(place.but, pathname)) return false;
  return isBelow(place.href, pathname);
}

function isBelow(href: string, pathname: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}

import {
  BookOpen,
  Bot,
  ChartColumn,
  Cpu,
  KeyRound,
  type LucideIcon,
  Mail,
  Play,
  UserCheck,
} from 'lucide-react';

export interface Place {
  href: string;
  label: string;
  icon: LucideIcon;
  /** The second key after `g`. */
  key?: string;
  /** Shows how many approvals wait. */
  counts?: true;
}

const agents: Place = { href: '/agents', label: 'Agents', icon: Bot, key: 'a' };
const runs: Place = { href: '/runs', label: 'Runs', icon: Play, key: 'r' };
const approvals: Place = { href: '/approvals', label: 'Approvals', icon: UserCheck, key: 'p', counts: true };
const models: Place = { href: '/models', label: 'Models', icon: Cpu, key: 'm' };
const usage: Place = { href: '/usage', label: 'Usage', icon: ChartColumn, key: 'u' };
const keys: Place = { href: '/settings/keys', label: 'Keys', icon: KeyRound, key: 'k' };
const outbox: Place = { href: '/outbox', label: 'Outbox', icon: Mail };
const docs: Place = { href: '/docs/diagnostics', label: 'Docs', icon: BookOpen };

/** The places of the left rail, in its two groups. The outbox is there while mails go nowhere else. */
export function places(environment: 'local' | 'production'): { main: Place[]; more: Place[] } {
  return {
    main: [agents, runs, approvals, models, usage],
    more: environment === 'local' ? [keys, outbox, docs] : [keys, docs],
  };
}

export function isHere(place: Place, pathname: string): boolean {
  return pathname === place.href || pathname.startsWith(`${place.href}/`);
}

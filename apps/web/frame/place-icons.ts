import {
  BookOpen,
  Bot,
  Cable,
  ChartColumn,
  Cpu,
  KeyRound,
  Library,
  type LucideIcon,
  Mail,
  MessagesSquare,
  Play,
  UserCheck,
} from 'lucide-react';

/** The sign of each place, by its address. Drawn on the server for the frame, so that no page loads them as script. */
export const placeIcons: Readonly<Record<string, LucideIcon>> = {
  '/agents': Bot,
  '/threads': MessagesSquare,
  '/runs': Play,
  '/approvals': UserCheck,
  '/knowledge': Library,
  '/models': Cpu,
  '/usage': ChartColumn,
  '/settings/connections': Cable,
  '/settings/keys': KeyRound,
  '/outbox': Mail,
  '/docs/diagnostics': BookOpen,
};

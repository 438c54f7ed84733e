import {
  BookOpen,
  Bot,
  Cable,
  CalendarClock,
  ChartColumn,
  Cpu,
  Library,
  Lightbulb,
  type LucideIcon,
  Mail,
  MessagesSquare,
  Play,
  Settings,
  UserCheck,
} from 'lucide-react';

/** The sign of each place, by its address. Drawn on the server for the frame, so that no page loads them as script. */
export const placeIcons: Readonly<Record<string, LucideIcon>> = {
  '/agents': Bot,
  '/threads': MessagesSquare,
  '/runs': Play,
  '/approvals': UserCheck,
  '/schedules': CalendarClock,
  '/knowledge': Library,
  '/ideas': Lightbulb,
  '/models': Cpu,
  '/usage': ChartColumn,
  '/settings/connections': Cable,
  '/settings': Settings,
  '/outbox': Mail,
  '/docs/diagnostics': BookOpen,
};

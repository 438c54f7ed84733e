import {
  Bot,
  Braces,
  type LucideIcon,
  Plug,
  ShieldCheck,
  Split,
  UserCheck,
  UserRound,
  Wrench,
} from 'lucide-react';
import type { CanvasNode } from './canvas-graph.ts';

export function iconOf({ kind, source }: CanvasNode): LucideIcon | null {
  switch (kind) {
    case 'agent':
      return Bot;
    case 'member':
      return UserRound;
    case 'router':
      return Split;
    case 'approval':
      return UserCheck;
    case 'gate':
      return ShieldCheck;
    case 'tool':
      return { mcp: Plug, openapi: Braces, agent: Bot }[source ?? ''] ?? Wrench;
    case 'start':
    case 'end':
      return null;
  }
}

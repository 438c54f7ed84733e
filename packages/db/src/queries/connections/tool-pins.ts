import type { TeamId } from '@agent-factory/contracts';

/** Where a tool comes from; the address is as `URL.href` writes it. */
export interface ToolSourceKey {
  teamId: TeamId;
  source: 'mcp' | 'openapi';
  url: string;
}

export interface ToolPin {
  tool: string;
  hash: string;
  changedHash: string | null;
}

/** What a tool is now, as its server says. */
export interface SeenTool {
  tool: string;
  hash: string;
  definition: Readonly<Record<string, unknown>>;
}

export interface ToolChangeRow {
  source: 'mcp' | 'openapi';
  url: string;
  tool: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  hash: string;
  pinnedAt: Date;
  changedAt: Date;
}

import { createHash } from 'node:crypto';
import { beginEffect, type EffectRow, finishEffect } from '@agent-factory/db';
import type { EffectPort, EffectState, ToolResult } from '@agent-factory/orchestrator';
import type { EventLog } from '../runs/execution/event-log.ts';
import type { Lease } from '../runs/execution/lease.ts';

/** What one run has done to the world, in rows; only whoever holds the run's lease begins anything. */
export function createEffectPort(log: EventLog, { runId, teamId, fence }: Lease): EffectPort {
  return {
    async begin(place, { tool, effect }) {
      const key = keyOf(place);
      const row = await log.writeAhead((tx) => beginEffect(tx, { teamId, runId, fence, key, tool, effect }));
      return stateOf(row);
    },

    async done(place, result) {
      const key = keyOf(place);
      const kept = await log.writeAhead((tx) => finishEffect(tx, { teamId, runId, key, result }));
      if (!kept) throw new Error(`the effect ${key} of ${runId} was not begun, or is done already`);
    },
  };
}

const maxKeyLength = 200;

/** Members of members, and the ids that vendors give calls, can make a place longer than a key may be. */
function keyOf(place: string): string {
  return place.length <= maxKeyLength ? place : createHash('sha256').update(place).digest('hex');
}

function stateOf({ state, result }: EffectRow): EffectState {
  switch (state) {
    case 'fresh':
      return { state };
    case 'begun':
      return { state: 'unknown' };
    case 'done':
      return { state, result: storedResult(result) };
  }
}

/** Guaranteed by `done`, which alone writes that column. */
function storedResult(result: unknown): ToolResult {
  return result as ToolResult;
}

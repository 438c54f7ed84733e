import type { RunEventData, RunId, TeamId } from '@agent-factory/contracts';
import type { ToolPort } from '@agent-factory/orchestrator';

/** The run that tools work for. */
export interface ToolsOfRun {
  teamId: TeamId;
  runId: RunId;
  emit(event: RunEventData): Promise<void>;
}

/** All tools of one attempt of a run. Close it when the attempt is over: sessions with servers end. */
export interface RunTools extends ToolPort {
  close(): Promise<void>;
}

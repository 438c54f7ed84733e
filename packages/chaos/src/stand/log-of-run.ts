import type { RunEvent, RunId } from '@agent-factory/contracts';
import { listRunEvents, type ServiceContext } from '@agent-factory/services';

/** Every event of a run that is stored. */
export async function logOf(ctx: ServiceContext, run_id: RunId): Promise<readonly RunEvent[]> {
  const all: RunEvent[] = [];
  for (;;) {
    const { items } = await listRunEvents({ ctx, input: { run_id, after_seq: all.length } });
    if (items.length === 0) return all;
    all.push(...items);
  }
}

/** What is wrong with the log of a run that should have ended: gaps, two ends, or something after the end. */
export function wrongLog(events: readonly RunEvent[]): string[] {
  const wrong: string[] = [];
  if (events.some(({ seq }, index) => seq !== index + 1))
    wrong.push('its events are not numbered without gaps');
  const ends = events.filter(({ data }) => data.type === 'run.finished').length;
  if (ends !== 1) wrong.push(`it has ${ends} ends`);
  if (events.at(-1)?.data.type !== 'run.finished') wrong.push('something follows its end');
  return wrong;
}

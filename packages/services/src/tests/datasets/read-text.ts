import { type CasesRead, type CasesText, readAtOnce } from './read-at-once.ts';
import { readInThread } from './read-in-thread.ts';

/** Up to here reading takes less than a thread takes to start: about 10 ms for the worst YAML of the size. */
const yamlAtOnce = 8_000;
const rowsAtOnce = 50_000;

/** Reads cases as they were pasted or uploaded. A long text is read in a thread, so that other requests go on meanwhile. */
export async function readCasesText(given: CasesText): Promise<CasesRead> {
  const rows = given.format === 'csv' || given.format === 'jsonl';
  return given.text.length <= (rows ? rowsAtOnce : yamlAtOnce) ? readAtOnce(given) : readInThread(given);
}

import { writePreference } from './write-preference.ts';

const cookie = 'single-keys';

/**
 * Whether a key alone does something, outside of what has the focus: who speaks to the machine, or whose hand slips, turns
 * that off (WCAG 2.2, 2.1.4). Remembered for this browser, whose keyboard it is.
 */
export function singleKeysWork(): boolean {
  return !document.cookie.split('; ').includes(`${cookie}=off`);
}

export function letSingleKeysWork(work: boolean): void {
  writePreference(cookie, work ? 'on' : 'off');
}

/** What of an imported file became something else, or nothing. */
export interface ImportNote {
  /** Where in the file, as a path: `tests.3.assert.0`. */
  at: string;
  what: 'ignored' | 'changed' | 'not_translated';
  why: string;
}

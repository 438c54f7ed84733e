/** What may be put in at the cursor. */
export interface Completion {
  label: string;
  kind: 'key' | 'value' | 'snippet' | 'function' | 'model';
  detail: string;
  /** In snippet syntax: `$0` is where the cursor lands. */
  insert: string;
  /** How many characters before the cursor it replaces. */
  replaces: number;
}

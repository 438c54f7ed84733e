/** A case before it is checked, with the place in the text of each of its parts. */
export interface Row {
  value: unknown;
  /** As it stands in the text, so that one that cannot be read is not lost. */
  text: string;
  place(path: readonly PropertyKey[]): { line: number; column: number };
}

/** A tool call that is to be made. */
export interface PlannedCall {
  name: string;
  arguments: Readonly<Record<string, unknown>>;
}

import { parseSpec } from '../parse-spec.ts';

/** Whether a text is a spec without errors. */
export function diagnosticsFree(text: string): boolean {
  return parseSpec(text).document !== null;
}

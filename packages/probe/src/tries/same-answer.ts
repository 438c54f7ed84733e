import type { Answer } from '../wire/door.ts';

/** Answers as their reader can tell them apart: without the request's id, and the asked id in one form. */
function sameForm(answer: Answer, asked: string): string {
  return answer.text
    .replaceAll(/"request_id":"[^"]*"/g, '"request_id":"…"')
    .replaceAll(/req_[0-9a-z]+/g, 'req_…')
    .replaceAll(asked, '<asked>');
}

/** What tells the two apart, null where nothing does. */
export function difference(
  foreign: { answer: Answer; asked: string },
  unknown: { answer: Answer; asked: string },
): string | null {
  if (foreign.answer.status !== unknown.answer.status) {
    return `${foreign.answer.status} in place of ${unknown.answer.status}`;
  }
  if (foreign.answer.type !== unknown.answer.type) {
    return `${foreign.answer.type || 'no type'} in place of ${unknown.answer.type || 'no type'}`;
  }
  if (sameForm(foreign.answer, foreign.asked) !== sameForm(unknown.answer, unknown.asked)) {
    return `another body with the same status ${foreign.answer.status}`;
  }
  return null;
}

/** The status of what a caller is told; a stream, or a batch, opens with 200 and refuses inside. */
export function statusOf({ status, type, text }: Answer): number {
  if (status !== 200 && status !== 207) return status;
  if (type !== 'text/event-stream') return status;
  const [, inside] = /"httpStatus":(\d+)/.exec(text) ?? [];
  return Number(inside ?? status);
}

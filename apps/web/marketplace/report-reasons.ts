import type { ReportTemplateInput } from '@agent-factory/contracts';

export type ReportReason = ReportTemplateInput['reason'];

export const reportReasons: Readonly<Record<ReportReason, string>> = {
  misleading: 'It does not do what it says',
  malicious: 'It does harm',
  stolen: 'It is somebody else’s work',
  illegal: 'It is against the law',
  spam: 'It is spam',
  other: 'Something else',
};

export const reportReasonOptions = Object.entries(reportReasons).map(([value, label]) => ({ value, label }));

export function isReportReason(text: string): text is ReportReason {
  return Object.hasOwn(reportReasons, text);
}

import type { TemplateStatus } from '@agent-factory/contracts';
import { cn } from '@agent-factory/ui';

const looks: Readonly<Record<TemplateStatus, { label: string; color: string }>> = {
  draft: { label: 'Draft', color: 'bg-sunken text-muted' },
  pending: { label: 'Being looked at', color: 'bg-warning-soft text-warning' },
  listed: { label: 'Listed', color: 'bg-positive-soft text-positive' },
  rejected: { label: 'Rejected', color: 'bg-danger-soft text-danger' },
  unlisted: { label: 'Not listed', color: 'bg-sunken text-muted' },
  suspended: { label: 'Suspended', color: 'bg-danger-soft text-danger' },
};

/** Where a template stands, as its maker reads it. */
export function TemplateStatusChip({ status }: { status: TemplateStatus }) {
  const { label, color } = looks[status];
  return (
    <span
      data-template-status={status}
      className={cn(
        'inline-flex h-6 items-center whitespace-nowrap rounded-sm px-1.5 font-medium text-xs',
        color,
      )}
    >
      {label}
    </span>
  );
}

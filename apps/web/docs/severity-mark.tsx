import { CircleX, Info, TriangleAlert } from 'lucide-react';

const marks = {
  error: { icon: CircleX, color: 'text-danger', label: 'Error' },
  warning: { icon: TriangleAlert, color: 'text-warning', label: 'Warning' },
  info: { icon: Info, color: 'text-info', label: 'Remark' },
} as const;

export function SeverityMark({ severity }: { severity: keyof typeof marks }) {
  const { icon: Icon, color, label } = marks[severity];
  return (
    <span className={color} title={label}>
      <Icon aria-hidden="true" className="size-4" />
      <span className="sr-only">{label}: </span>
    </span>
  );
}

import { CopyButton } from '@agent-factory/ui';

/** A hash or a signature: enough of it to compare by eye, all of it to copy. */
export function Hash({ value, label }: { value: string; label: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="truncate font-mono text-xs" title={value}>
        {value.length > 20 ? `${value.slice(0, 10)}…${value.slice(-6)}` : value}
      </span>
      <CopyButton value={value} label={`Copy ${label}`} className="-my-1.5" />
    </span>
  );
}

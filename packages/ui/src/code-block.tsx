import { cn } from './cn.ts';
import { CopyButton } from './copy-button.tsx';

export interface CodeBlockProps {
  code: string;
  /** What the code is, for the scrolling region's name and the copy button. */
  label: string;
  className?: string;
}

export function CodeBlock({ code, label, className }: CodeBlockProps) {
  return (
    <div className={cn('group relative rounded-md border bg-sunken', className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto p-3 pe-12">
        <pre className="whitespace-pre-wrap break-words font-mono text-xs">{code}</pre>
      </section>
      <CopyButton value={code} label={`Copy ${label.toLowerCase()}`} className="absolute top-1.5 end-1.5" />
    </div>
  );
}

import { cn } from './cn.ts';

/** The mark: a sheet with its corner cut (the spec) and the line that is drawn from it (the run). */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn('size-6', className)}>
      <path
        d="M5 2h9.6c.5 0 1 .2 1.4.6l4.4 4.4c.4.4.6.9.6 1.4V19a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3Z"
        className="fill-accent-solid"
      />
      <path
        d="M7 16.5 10.2 8h1.9l3.1 8.5M8.2 13.6h5.9"
        fill="none"
        strokeWidth="1.9"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-solid"
      />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 font-semibold text-base tracking-tight', className)}>
      <LogoMark />
      Agent Factory
    </span>
  );
}

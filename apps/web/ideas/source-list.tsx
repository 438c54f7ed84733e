import type { Citation } from '@agent-factory/contracts';

const shown = 5;

/** Where something was read. Addresses come from models, so only web addresses become links, and they take nothing along. */
export function SourceList({ citations, label }: { citations: readonly Citation[]; label: string }) {
  if (citations.length === 0) return <p className="text-muted text-xs">No source</p>;
  const more = citations.length - shown;
  return (
    <ul aria-label={label} className="flex flex-col gap-1 text-xs">
      {citations.slice(0, shown).map(({ url, title, quote }) => (
        <li key={url} className="min-w-0">
          {/^https?:\/\//.test(url) ? (
            <a
              href={url}
              target="_blank"
              rel="noopener noreferrer nofollow"
              className="break-all text-accent underline underline-offset-2"
            >
              {title ?? url}
            </a>
          ) : (
            <span className="break-all">{title ?? url}</span>
          )}
          {quote === null ? null : <q className="block break-words text-muted">{quote}</q>}
        </li>
      ))}
      {more > 0 ? <li className="text-muted">and {more} more</li> : null}
    </ul>
  );
}

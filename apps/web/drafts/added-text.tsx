/** A text that is new as a whole, as a comparison shows it: every line is added. The editor is not fetched for that. */
export function AddedText({ text }: { text: string }) {
  const lines = text.replace(/\n$/, '').split('\n');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section tabIndex={0} aria-label="New text" className="max-h-80 overflow-auto rounded-md border">
      <ol className="min-w-full py-1 font-mono text-xs leading-5">
        {lines.map((line, index) => (
          // By place: lines may say the same.
          <li key={index} className="flex">
            <span
              aria-hidden="true"
              className="w-10 shrink-0 select-none pe-2 text-end text-muted tabular-nums"
            >
              {index + 1}
            </span>
            <span className="flex-1 whitespace-pre-wrap break-words bg-positive-soft px-2 before:me-2 before:text-positive before:content-['+']">
              {line}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

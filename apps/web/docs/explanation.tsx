import ReactMarkdown from 'react-markdown';

/** Markdown of our own, turned into elements on the server, so that no parser reaches the browser. */
export function Explanation({ text }: { text: string }) {
  return (
    <ReactMarkdown
      components={{
        code: ({ children }) => (
          <code className="rounded-sm bg-sunken px-1 py-px font-mono text-text text-xs">{children}</code>
        ),
      }}
    >
      {text}
    </ReactMarkdown>
  );
}

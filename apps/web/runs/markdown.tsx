'use client';

import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

/** Only these lead anywhere; what an agent writes is untrusted, `javascript:` and `data:` above all. */
function safeAddress(address: string): string {
  return /^https?:\/\//i.test(address) ? address : '';
}

const components: Components = {
  a: ({ href, children }) =>
    href ? (
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline underline-offset-2"
      >
        {children}
      </a>
    ) : (
      <span>{children}</span>
    ),
  // An image would tell its host who reads this, and when; its address is shown instead.
  img: ({ src, alt }) => (
    <span className="text-muted">
      [{alt || 'image'}
      {typeof src === 'string' && src ? `: ${src}` : ''}]
    </span>
  ),
};

/** An agent's text. Raw HTML in it stays text. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="prose-answer">
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        components={components}
        urlTransform={safeAddress}
        skipHtml={false}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

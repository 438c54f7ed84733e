import { diagnosticCatalogue } from '@agent-factory/spec';
import { buttonStyles, Panel } from '@agent-factory/ui';
import { ExternalLink } from 'lucide-react';
import type { Metadata } from 'next';
import { DocsLink } from '../../../../docs/docs-nav.tsx';
import { Explanation } from '../../../../docs/explanation.tsx';
import { SeverityMark } from '../../../../docs/severity-mark.tsx';
import { webEnv } from '../../../../env.ts';
import { Page } from '../../../../frame/page.tsx';

export const metadata: Metadata = { title: 'Diagnostics' };

/** Every remark that the spec language can make, under the code that the editor links to. */
export default function Diagnostics() {
  // In production the API's address is an inner one; locally it is open to whoever reads this.
  const { apiUrl, mode } = webEnv();
  return (
    <Page
      title="Diagnostics"
      description="What the editor and the API can say about a spec, and what to do about each."
      className="max-w-4xl"
      actions={
        <>
          <DocsLink to="tools" />
          {mode === 'local' ? (
            <a href={`${apiUrl}/docs`} className={buttonStyles()}>
              <ExternalLink aria-hidden="true" />
              API reference
            </a>
          ) : null}
        </>
      }
    >
      <Panel>
        <dl className="divide-y divide-border">
          {diagnosticCatalogue.map((entry) => (
            <div key={entry.code} id={entry.code} className="scroll-mt-16 px-4 py-4 target:bg-accent-soft">
              <dt className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <SeverityMark severity={entry.severity} />
                <span className="font-medium">{entry.title}</span>
                <a
                  href={`#${entry.code}`}
                  className="rounded-sm font-mono text-muted text-xs hover:text-accent"
                >
                  {entry.code}
                </a>
              </dt>
              <dd className="mt-1 max-w-prose text-muted text-sm sm:ps-7">
                <Explanation text={entry.explanation} />
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
    </Page>
  );
}

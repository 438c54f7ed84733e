import { buttonStyles } from '@agent-factory/ui';
import Link from 'next/link';

/** From each page of the docs to the other. */
export function DocsLink({ to }: { to: 'tools' | 'diagnostics' }) {
  return (
    <Link href={`/docs/${to}`} className={buttonStyles()}>
      {to === 'tools' ? 'Tools' : 'Diagnostics'}
    </Link>
  );
}

'use client';

import { PanelsSkeleton } from '../lists/panels-skeleton.tsx';
import { useWords } from '../words/words-context.ts';
import { Page } from './page.tsx';

/**
 * What stands in a page's place until its script is there. The frame is nearly all that a page may load first, so that
 * most pages come after it and are not drawn on the server.
 */
export function waitingPage(title: string) {
  return function Waiting() {
    const say = useWords('frame');
    return (
      <Page title={title}>
        <PanelsSkeleton label={say('loadingPage')} />
      </Page>
    );
  };
}

'use client';

import { Panel, PanelBody, Switch } from '@agent-factory/ui';
import { useEffect, useState } from 'react';
import { useWords } from '../words/words-context.ts';
import { Page } from './page.tsx';
import { ShortcutList } from './shortcut-list.tsx';
import { letSingleKeysWork, singleKeysWork } from './single-keys.ts';

/** What the keyboard does, and whether keys without ⌘ or Ctrl do anything. */
export function ShortcutsPage() {
  const say = useWords('frame');
  const [single, setSingle] = useState(true);
  useEffect(() => setSingle(singleKeysWork()), []);
  return (
    <Page
      title={say('shortcuts')}
      description={`${say('shortcutsHint')} ${say('controlKey')}`}
      className="mx-0 max-w-4xl"
    >
      <div className="flex flex-col gap-5">
        <Panel aria-label={say('singleKeys')}>
          <PanelBody className="flex items-start justify-between gap-4">
            <div className="min-w-0">
              <p className="font-medium text-sm">{say('singleKeys')}</p>
              <p className="mt-0.5 text-muted text-sm">{say('singleKeysHint')}</p>
            </div>
            <Switch
              aria-label={say('singleKeys')}
              checked={single}
              onCheckedChange={(work) => {
                letSingleKeysWork(work);
                setSingle(work);
              }}
            />
          </PanelBody>
        </Panel>
        <Panel aria-label={say('allShortcuts')}>
          <PanelBody className="gap-x-12 sm:columns-2 [&>section]:mb-6 [&>section]:break-inside-avoid">
            <ShortcutList level={2} />
          </PanelBody>
        </Panel>
      </div>
    </Page>
  );
}

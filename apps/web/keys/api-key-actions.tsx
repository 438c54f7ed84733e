'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ApiKey } from '../trpc/outputs.ts';
import { useWords } from '../words/words-context.ts';
import { ApiKeyButton } from './api-key-button.tsx';
import type { KeyAct } from './key-act.ts';

const ApiKeyMenu = dynamic(() => import('./api-key-menu.tsx').then((module) => module.ApiKeyMenu), {
  loading: () => <LoadingButton />,
});

function LoadingButton() {
  return <ApiKeyButton name={useWords('keys')('thisKey')} />;
}

/** A button that becomes a menu when first pressed; until then the page does without the menu's code. */
export function ApiKeyActions(props: { apiKey: ApiKey; expired: boolean; onAct: (act: KeyAct) => void }) {
  const [open, setOpen] = useState(false);
  if (open) return <ApiKeyMenu {...props} />;
  return <ApiKeyButton name={props.apiKey.name} onClick={() => setOpen(true)} />;
}

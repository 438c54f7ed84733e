'use client';

import { createContext, useContext } from 'react';

const english = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting',
  succeeded: 'Succeeded',
  failed: 'Failed',
  refused: 'Refused',
  cancelled: 'Cancelled',
  justNow: 'just now',
  tryAgain: 'Try again',
  request: 'Request',
  copyRequestId: 'Copy request id',
  copied: 'Copied',
  copiedToClipboard: 'Copied to the clipboard',
  close: 'Close',
  cost: 'Cost',
  tokens: 'tokens',
  time: 'Time',
};

/** What the components say by themselves. */
export type UiWords = Readonly<Record<keyof typeof english, string>>;

export interface UiLanguage {
  /** By its BCP 47 tag, for numbers and dates. */
  language: string;
  words: UiWords;
}

const UiLanguageContext = createContext<UiLanguage>({ language: 'en', words: english });

/** Stands once around an app that speaks more than English. */
export const UiLanguageProvider = UiLanguageContext.Provider;

export function useUiLanguage(): UiLanguage {
  return useContext(UiLanguageContext);
}

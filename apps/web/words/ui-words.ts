import type { UiWords } from '@agent-factory/ui';
import type { Translator } from './translator.ts';

/** What the components say by themselves, in the page's language; a word that they need and we lack does not compile. */
export function uiWords(say: Translator<'ui'>): UiWords {
  return {
    queued: say('queued'),
    running: say('running'),
    waiting: say('waiting'),
    succeeded: say('succeeded'),
    failed: say('failed'),
    refused: say('refused'),
    cancelled: say('cancelled'),
    justNow: say('justNow'),
    tryAgain: say('tryAgain'),
    request: say('request'),
    copyRequestId: say('copyRequestId'),
    copied: say('copied'),
    copiedToClipboard: say('copiedToClipboard'),
    close: say('close'),
    cost: say('cost'),
    tokens: say('tokens'),
    time: say('time'),
  };
}

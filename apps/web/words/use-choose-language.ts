'use client';

import { useToast } from '@agent-factory/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { writePreference } from '../frame/write-preference.ts';
import { useTRPC, useTRPCClient } from '../trpc/context.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { type Language, languageCookie } from './languages.ts';
import { useWords } from './words-context.ts';

/**
 * Chooses the pages' language, for this browser at once and in the person's profile. The server draws the page again around
 * what is being written: nothing of it is lost.
 */
export function useChooseLanguage(): (language: Language) => Promise<void> {
  const router = useRouter();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const toast = useToast();
  const say = useWords('frame');
  const tellFailure = useTellFailure();
  return async (language) => {
    writePreference(languageCookie, language);
    router.refresh();
    try {
      await client.me.chooseLanguage.mutate({ language });
      await queryClient.invalidateQueries(trpc.me.get.queryFilter());
    } catch (error) {
      // This browser speaks it nevertheless.
      toast({ tone: 'danger', title: say('languageNotSaved'), description: tellFailure(error) });
    }
  };
}

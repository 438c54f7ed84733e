'use client';

import { diffSpecs, parseSpec } from '@agent-factory/spec';
import { useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Agent } from '../trpc/outputs.ts';
import { type EditorStore, errorCount, isDirty } from './editor-store.ts';
import type { LiveStore } from './live/live-store.ts';

export interface SaveOptions {
  /** On top of a newer version that somebody saved meanwhile. */
  overNewer?: boolean;
  /** In the author’s words; else what changed, in the language’s. */
  message?: string;
}

export interface SaveAgent {
  /** Saves what stands in the editor as a new version; false when that was refused, which has been said. */
  save(options?: SaveOptions): Promise<boolean>;
  /** What the message is where its author writes none: what changed since the saved version, in words. */
  proposedMessage(): string;
  isSaving: boolean;
  /** Set when somebody saved a newer version in the meantime. */
  conflict: string | null;
  dismissConflict(): void;
}

export function useSaveAgent(agent: Agent, store: EditorStore, live: LiveStore): SaveAgent {
  const trpc = useTRPC();
  const toast = useToast();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.agents.update.mutationOptions());

  async function save({ overNewer = false, message: written = '' }: SaveOptions = {}): Promise<boolean> {
    const state = store.getState();
    if (!isDirty(state)) return true;
    const problem = state.diagnostics.find(({ severity }) => severity === 'error');
    if (problem) {
      const count = errorCount(state);
      toast({
        tone: 'danger',
        title: count === 1 ? 'The spec has a problem' : `The spec has ${count} problems`,
        description: `Line ${problem.range.start.line}: ${problem.message}`,
      });
      state.show(problem.range);
      return false;
    }
    const { text } = state;
    const { documentId } = live.getState();
    try {
      const message = written.trim().slice(0, longestMessage) || summaryOf(state.saved.text, text);
      const saved = await update.mutateAsync({
        id: agent.id,
        spec: text,
        ...(message ? { message } : {}),
        ...(overNewer ? {} : { base_version: state.saved.version }),
        ...(documentId === null ? {} : { document_id: documentId }),
      });
      store.getState().markSaved(saved.version, text);
      await queryClient.invalidateQueries(trpc.agents.pathFilter());
      return true;
    } catch (error) {
      const failure = apiFailure(error);
      if (failure.code !== 'conflict') {
        toast({ tone: 'danger', title: 'The version could not be saved', description: failure.message });
      }
      return false;
    }
  }

  const failure = update.error ? apiFailure(update.error) : null;
  return {
    save,
    proposedMessage: () => summaryOf(store.getState().saved.text, store.getState().text),
    isSaving: update.isPending,
    conflict: failure?.code === 'conflict' ? failure.message : null,
    dismissConflict: () => update.reset(),
  };
}

/** Of a version's message, as the API has it. */
export const longestMessage = 500;

/** What changed, in the words of the language's own diff, worst first: the version's message. */
function summaryOf(before: string, after: string): string {
  const old = parseSpec(before).document;
  const next = parseSpec(after).document;
  if (!old || !next) return '';
  const changes = diffSpecs(old, next).map(({ summary }) => summary);
  return changes.join(' ').slice(0, longestMessage);
}

'use client';

import { diffSpecs, parseSpec } from '@agent-factory/spec';
import { useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import type { Agent } from '../trpc/outputs.ts';
import { type EditorStore, errorCount, isDirty } from './editor-store.ts';
import type { LiveStore } from './live/live-store.ts';

export interface SaveAgent {
  /** Saves what stands in the editor as a new version; false when that was refused, which has been said. */
  save(options?: { overNewer?: boolean }): Promise<boolean>;
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

  async function save({ overNewer = false } = {}): Promise<boolean> {
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
      const message = summaryOf(state.saved.text, text);
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
    isSaving: update.isPending,
    conflict: failure?.code === 'conflict' ? failure.message : null,
    dismissConflict: () => update.reset(),
  };
}

/** What changed, in the words of the language's own diff, worst first: the version's message. */
function summaryOf(before: string, after: string): string {
  const old = parseSpec(before).document;
  const next = parseSpec(after).document;
  if (!old || !next) return '';
  const changes = diffSpecs(old, next).map(({ summary }) => summary);
  return changes.join(' ').slice(0, 500);
}

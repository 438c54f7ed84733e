'use client';

import type { AgentId } from '@agent-factory/contracts';
import { Button, Dialog, DialogContent, useToast } from '@agent-factory/ui';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useEditorStore } from '../editor/editor-context.ts';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { DescribeField } from './describe-field.tsx';
import { DraftReview } from './draft-review.tsx';

export interface DraftDialogProps {
  agentId: AgentId;
  /** What was described and drafted stays while it is closed: a draft may have cost money. */
  open: boolean;
  onClose: () => void;
}

/**
 * A change of the open spec, drafted from a description. It is shown against the text in the editor and put there as one step
 * of undo; saving it is the author's own act.
 */
export function DraftDialog({ agentId, open, onClose }: DraftDialogProps) {
  const trpc = useTRPC();
  const toast = useToast();
  const store = useEditorStore();
  const [description, setDescription] = useState('');
  /** The text that the draft is of; what is typed meanwhile must not be lost by taking the draft. */
  const [before, setBefore] = useState('');
  const draft = useMutation(trpc.agents.draft.mutationOptions());

  function ask(): void {
    if (description.trim() === '' || draft.isPending) return;
    const { text } = store.getState();
    setBefore(text);
    draft.mutate({ agent_id: agentId, spec: text, description });
  }
  function take(): void {
    if (!draft.data) return;
    const state = store.getState();
    if (state.text !== before) {
      toast({
        tone: 'danger',
        title: 'The text has changed meanwhile',
        description: 'Somebody wrote in it after the draft was begun. Draft it again from how it stands now.',
      });
      return;
    }
    state.type(draft.data.spec, 'assistant');
    toast({
      title: 'The draft is in the editor',
      description: 'Undo takes it out again. It is not saved yet.',
    });
    setDescription('');
    draft.reset();
    onClose();
  }

  return (
    <Dialog open={open} onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DialogContent
        title="Draft a change"
        description="You see it against what stands in the editor before anything happens."
        className="max-w-3xl"
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-5">
          {draft.isError ? <FormError>{apiFailure(draft.error).message}</FormError> : null}
          <DescribeField
            label="What should change?"
            placeholder="Let it look things up on Wikipedia, and name a source in each answer."
            value={description}
            onChange={setDescription}
            onSubmit={ask}
            autoFocus
          />
          <div aria-live="polite">
            {draft.isPending ? (
              <p className="text-muted text-sm">Writing the draft. A model may take up to a minute.</p>
            ) : draft.data ? (
              <DraftReview before={before} draft={draft.data} />
            ) : null}
          </div>
        </div>
        <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant={draft.data ? 'secondary' : 'primary'}
            loading={draft.isPending}
            disabled={description.trim() === ''}
            onClick={ask}
          >
            {draft.data ? 'Draft again' : 'Draft'}
          </Button>
          {draft.data ? (
            <Button variant="primary" disabled={draft.isPending || draft.data.spec === before} onClick={take}>
              Put into the editor
            </Button>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  );
}

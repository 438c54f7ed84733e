'use client';

import type { OwnTemplate } from '@agent-factory/contracts';
import { Button, Panel, PanelBody, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

const TypedNameDialog = dynamic(() =>
  import('../settings/typed-name-dialog.tsx').then((module) => module.TypedNameDialog),
);

/** Deletes what was never listed. What was, somebody may own: that is taken down instead. */
export function DeleteDraft({ template }: { template: OwnTemplate }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const remove = useMutation(
    trpc.templates.delete.mutationOptions({
      onSuccess: async () => {
        toast({ tone: 'positive', title: `${template.title} is deleted` });
        router.push('/studio');
        // Its own page must not ask for it once more.
        await queryClient.invalidateQueries(trpc.templates.list.pathFilter());
      },
    }),
  );
  if (template.listed_at !== null) return null;
  return (
    <Panel aria-label="Draft">
      <PanelBody className="flex flex-col gap-3">
        <p className="text-sm">
          It was never listed, so nobody else has it.
          {template.agent_id === null ? '' : ' The agent stays as it is.'}
        </p>
        <Button className="self-start" onClick={() => setAsking(true)}>
          <Trash2 aria-hidden="true" />
          Delete draft
        </Button>
      </PanelBody>
      {asking ? (
        <TypedNameDialog
          title={`Delete ${template.title}`}
          description="The listing, its pictures and the versions that wait go with it. This cannot be undone."
          name={template.title}
          verb="Delete draft"
          pending={remove.isPending || remove.isSuccess}
          failure={remove.isError ? apiFailure(remove.error).message : null}
          onConfirm={() => remove.mutate({ template_id: template.id })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Panel>
  );
}

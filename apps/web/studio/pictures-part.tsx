'use client';

import type { OwnTemplate } from '@agent-factory/contracts';
import { Button, EmptyState, Field, Input, Panel, PanelHeader, useToast } from '@agent-factory/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ImagePlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useFrame } from '../frame/frame-context.ts';
import { ownPictureAddress } from '../marketplace/picture-address.ts';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { sendPicture } from './send-picture.ts';

const mostPictures = 5;
const mostBytes = 1_048_576;
const types = 'image/png,image/jpeg,image/webp';

/** What the listing shows above its description. */
export function PicturesPart({ template }: { template: OwnTemplate }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { me } = useFrame();
  const changed = async () => {
    await Promise.all([
      queryClient.invalidateQueries(trpc.templates.pathFilter()),
      queryClient.invalidateQueries(trpc.marketplace.pathFilter()),
    ]);
  };
  const remove = useMutation(
    trpc.templates.removePicture.mutationOptions({
      onSuccess: changed,
      onError: (error) =>
        toast({ tone: 'danger', title: 'It is still there', description: apiFailure(error).message }),
    }),
  );
  const { pictures } = template;
  const free = Array.from({ length: mostPictures }, (_, position) => position).find(
    (position) => !pictures.some((picture) => picture.position === position),
  );
  return (
    <Panel aria-label="Pictures" className="max-w-3xl">
      <PanelHeader title="Pictures" description="PNG, JPEG or WebP, at most 1 MB, at most five" />
      {pictures.length === 0 ? (
        <EmptyState
          icon={ImagePlus}
          title="No pictures yet"
          description="One of a good answer says more than the description."
          className="py-8"
        />
      ) : (
        <ul className="divide-y divide-border">
          {pictures.map(({ position, alt, path }) => (
            <li key={position} className="flex items-center gap-4 px-4 py-3">
              <img
                src={ownPictureAddress(path, me.team.id)}
                alt=""
                className="h-20 w-32 shrink-0 rounded-md border bg-sunken object-contain"
              />
              <p className="min-w-0 flex-1 break-words text-sm">{alt}</p>
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove picture: ${alt}`}
                loading={remove.isPending && remove.variables.position === position}
                onClick={() => remove.mutate({ template_id: template.id, position })}
              >
                <Trash2 aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {free === undefined ? null : (
        <AddPicture key={free} template={template} position={free} onAdded={changed} />
      )}
    </Panel>
  );
}

interface AddPictureProps {
  template: OwnTemplate;
  position: number;
  onAdded: () => Promise<void>;
}

function AddPicture({ template, position, onAdded }: AddPictureProps) {
  const { me } = useFrame();
  const [file, setFile] = useState<File | null>(null);
  const [alt, setAlt] = useState('');
  const add = useMutation({
    mutationFn: (picture: File) =>
      sendPicture({ teamId: me.team.id, templateId: template.id, position, alt, file: picture }),
    onSuccess: (refused) => (refused === null ? onAdded() : undefined),
  });
  const isLarge = file !== null && file.size > mostBytes;
  const refused = isLarge ? 'A picture may have 1 MB. Make it smaller.' : (add.data ?? null);
  return (
    <form
      className="flex flex-col gap-4 border-t p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== null) add.mutate(file);
      }}
    >
      {refused === null ? null : <FormError>{refused}</FormError>}
      <Field label="Picture">
        {(control) => (
          <input
            {...control}
            type="file"
            accept={types}
            className="text-sm file:me-3 file:h-8 file:rounded-md file:border file:bg-surface file:px-3 file:font-medium"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        )}
      </Field>
      <Field label="What it shows" description="For those who do not see it.">
        {(control) => (
          <Input {...control} maxLength={300} value={alt} onChange={(event) => setAlt(event.target.value)} />
        )}
      </Field>
      <Button
        type="submit"
        className="self-end"
        disabled={file === null || isLarge || alt.trim() === ''}
        loading={add.isPending}
      >
        Add picture
      </Button>
    </form>
  );
}

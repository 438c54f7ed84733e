'use client';

import {
  Button,
  Dialog,
  DialogContent,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  Field,
  Input,
  Switch,
  useToast,
} from '@agent-factory/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, Plus, Trash2, Users } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useTRPC } from '../trpc/context.ts';
import { useTellFailure } from '../trpc/use-tell-failure.ts';
import { useWords } from '../words/words-context.ts';

/** Views that were put aside, one's own and the team's; the present one can be put beside them. */
export function Views({ query }: { query: string }) {
  const say = useWords('dashboard');
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const tellFailure = useTellFailure();
  const queryClient = useQueryClient();
  const [saving, setSaving] = useState(false);
  const views = useQuery(trpc.dashboard.views.queryOptions());
  const items = views.data?.items ?? [];
  const here = items.find((view) => view.query === query);
  const remove = useMutation(
    trpc.dashboard.deleteView.mutationOptions({
      onSuccess: () => toast({ title: say('viewDeleted') }),
      onError: (error) =>
        toast({ tone: 'danger', title: say('viewNotDeleted'), description: tellFailure(error) }),
      onSettled: () => queryClient.invalidateQueries(trpc.dashboard.views.pathFilter()),
    }),
  );
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm">
            <Bookmark aria-hidden="true" />
            {here?.name ?? say('views')}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="max-h-96 max-w-72 overflow-y-auto">
          {items.length === 0 ? (
            <DropdownMenuLabel>{views.isPending ? say('loadingViews') : say('noViews')}</DropdownMenuLabel>
          ) : null}
          {items.map((view) => (
            <DropdownMenuItem
              key={view.id}
              onSelect={() => router.push(view.query === '' ? '/dashboard' : `/dashboard?${view.query}`)}
            >
              {view.shared ? <Users aria-hidden="true" /> : <Bookmark aria-hidden="true" />}
              <span className="truncate">{view.name}</span>
              {view.shared ? (
                <span className="ms-auto ps-3 text-muted text-xs">
                  {view.own ? say('shared') : say('byOwner', { name: view.owner_name ?? say('somebody') })}
                </span>
              ) : null}
            </DropdownMenuItem>
          ))}
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setSaving(true)}>
            <Plus aria-hidden="true" />
            {say('saveThis')}
          </DropdownMenuItem>
          {here?.own ? (
            <DropdownMenuItem tone="danger" onSelect={() => remove.mutate({ id: here.id })}>
              <Trash2 aria-hidden="true" />
              {say('deleteNamed', { name: here.name })}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {saving ? <SaveView query={query} onClose={() => setSaving(false)} /> : null}
    </>
  );
}

function SaveView({ query, onClose }: { query: string; onClose: () => void }) {
  const say = useWords('dashboard');
  const trpc = useTRPC();
  const toast = useToast();
  const tellFailure = useTellFailure();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation(
    trpc.dashboard.createView.mutationOptions({
      async onSuccess(view) {
        await queryClient.invalidateQueries(trpc.dashboard.views.pathFilter());
        toast({ title: say('viewSaved', { name: view.name }) });
        onClose();
      },
    }),
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    save.mutate({ name, query, shared });
  }
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={say('saveThis')} description={say('saveHint')}>
        <form onSubmit={submit} className="flex flex-col gap-4 p-5">
          {save.isError ? <FormError>{tellFailure(save.error)}</FormError> : null}
          <Field label={say('name')}>
            {(control) => (
              <Input
                {...control}
                value={name}
                required
                maxLength={80}
                autoComplete="off"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <div className="flex items-center justify-between gap-3 text-sm">
            {say('share')}
            <Switch aria-label={say('share')} checked={shared} onCheckedChange={setShared} />
          </div>
          <div className="flex justify-end gap-2">
            <Button onClick={onClose}>{say('cancel')}</Button>
            <Button type="submit" variant="primary" loading={save.isPending}>
              {say('saveView')}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

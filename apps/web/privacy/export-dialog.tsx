'use client';

import type { TeamId } from '@agent-factory/contracts';
import { Button, Dialog, DialogContent } from '@agent-factory/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';

export function ExportDialog(props: {
  pending: boolean;
  error: unknown;
  onStart: (wholeTeams: TeamId[]) => void;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const teams = useQuery(trpc.teams.list.queryOptions());
  const owned = (teams.data?.items ?? []).filter(({ role, personal }) => role === 'owner' && !personal);
  const [whole, setWhole] = useState<readonly TeamId[]>([]);
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <DialogContent
        title="Export your data"
        description="Your profile, your personal team as a whole, and of other teams what you made and did. Secrets are never in it."
      >
        <form
          className="flex flex-col gap-4 p-5"
          onSubmit={(event) => {
            event.preventDefault();
            props.onStart([...whole]);
          }}
        >
          {props.error === null ? null : <FormError>{apiFailure(props.error).message}</FormError>}
          {owned.length === 0 ? null : (
            <fieldset className="flex flex-col gap-2">
              <legend className="mb-2 font-medium text-sm">Teams that you own, as a whole</legend>
              {owned.map(({ id, name }) => (
                <label key={id} className="flex min-h-8 items-center gap-2 text-sm">
                  <input
                    type="checkbox"
                    className="size-4 accent-accent"
                    checked={whole.includes(id)}
                    onChange={({ target }) =>
                      setWhole(target.checked ? [...whole, id] : whole.filter((other) => other !== id))
                    }
                  />
                  {name}
                </label>
              ))}
              <p className="text-muted text-xs">
                With what its other members made. The team’s audit log says so.
              </p>
            </fieldset>
          )}
          <div className="flex justify-end gap-2">
            <Button onClick={props.onClose}>Cancel</Button>
            <Button type="submit" variant="primary" loading={props.pending}>
              Start export
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

'use client';

import { Button } from '@agent-factory/ui';
import { useState, useTransition } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { useWords } from '../words/words-context.ts';
import { joinTeam } from './join-team.ts';

export function JoinForm({ token, teamName }: { token: string; teamName: string }) {
  const say = useWords('people');
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  return (
    <div className="flex flex-col gap-4">
      {failure === null ? null : <FormError>{failure}</FormError>}
      <Button
        variant="primary"
        size="lg"
        loading={pending}
        onClick={() => startTransition(async () => setFailure((await joinTeam(token)).error))}
      >
        {say('joinNamed', { team: teamName })}
      </Button>
    </div>
  );
}

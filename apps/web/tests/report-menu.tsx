'use client';

import {
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@agent-factory/ui';
import { FileText } from 'lucide-react';
import { useFrame } from '../frame/frame-context.ts';
import type { TestRun } from '../trpc/outputs.ts';

const forms = [
  { format: 'html', label: 'Open as page' },
  { format: 'json', label: 'Download JSON' },
  { format: 'markdown', label: 'Download Markdown' },
  { format: 'junit', label: 'Download JUnit' },
  { format: 'github', label: 'Download GitHub annotations' },
] as const;

/** The report in its forms: the page opens beside this one, the others are saved. */
export function ReportMenu({ run }: { run: TestRun }) {
  const { me } = useFrame();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="primary">
          <FileText aria-hidden="true" />
          Report
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {forms.map(({ format, label }) => {
          const query = new URLSearchParams({ team: me.team.id, format });
          const address = `/api/tests/${run.run_id}/report?${query}`;
          return (
            <DropdownMenuItem key={format} asChild>
              {format === 'html' ? (
                <a href={address} target="_blank" rel="noreferrer">
                  {label}
                </a>
              ) : (
                <a href={address} download>
                  {label}
                </a>
              )}
            </DropdownMenuItem>
          );
        })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

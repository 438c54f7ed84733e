'use client';

import {
  Button,
  Panel,
  PanelHeader,
  Switch,
  Table,
  TableBody,
  TableHead,
  TableHeaderCell,
} from '@agent-factory/ui';
import { useState } from 'react';
import { isOff, type ProviderGroup } from './group-models.ts';
import { ModelTableRow } from './model-table-row.tsx';
import { providerTitle } from './provider-titles.ts';
import { useTeamPolicy } from './use-team-policy.ts';

/** How many models of a provider are shown before someone asks for all. */
const shownFirst = 6;

export interface ProviderPanelProps {
  group: ProviderGroup;
  /** Shows all models at once. */
  expanded: boolean;
  usageKnown: boolean;
}

export function ProviderPanel({ group, expanded, usageKnown }: ProviderPanelProps) {
  const [all, setAll] = useState(false);
  const { switchedOff, editable, turn } = useTeamPolicy();
  const rows = all || expanded ? group.rows : group.rows.slice(0, shownFirst);
  const hidden = group.rows.length - rows.length;
  const title = providerTitle(group.id);
  const pattern = `${group.id}/*`;
  const on = !switchedOff.includes(pattern);

  return (
    <Panel aria-label={title}>
      <PanelHeader
        title={title}
        description={describe(group, on)}
        actions={
          <>
            <span aria-hidden="true" className="text-muted text-xs max-sm:hidden">
              {on ? 'On for this team' : 'Off for this team'}
            </span>
            <Switch
              aria-label={`${title} for this team`}
              checked={on}
              disabled={!editable}
              onCheckedChange={(checked) => turn(pattern, checked)}
            />
          </>
        }
      />
      <Table aria-label={`Models of ${title}`} className="table-fixed">
        <TableHead>
          <tr>
            <TableHeaderCell>Model</TableHeaderCell>
            <TableHeaderCell className="w-36 max-sm:hidden">Health</TableHeaderCell>
            <TableHeaderCell className="w-28 text-end max-lg:hidden">First token</TableHeaderCell>
            <TableHeaderCell className="w-24 text-end max-lg:hidden">Calls</TableHeaderCell>
            <TableHeaderCell className="w-20 text-end max-lg:hidden">Failed</TableHeaderCell>
            <TableHeaderCell className="w-28 text-end max-sm:hidden">This month</TableHeaderCell>
            <TableHeaderCell className="w-64 text-end max-md:hidden">
              Price per million tokens
            </TableHeaderCell>
            <TableHeaderCell className="w-17 ps-0 text-end">
              <span className="sr-only">On for this team</span>
            </TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <ModelTableRow
              key={row.model.id}
              row={row}
              usageKnown={usageKnown}
              on={!isOff(switchedOff, row.model.id)}
              editable={editable && on}
              onTurn={(checked) => turn(row.model.id, checked)}
            />
          ))}
        </TableBody>
      </Table>
      {hidden > 0 ? (
        <div className="flex justify-center border-t p-2">
          <Button variant="ghost" size="sm" onClick={() => setAll(true)}>
            Show {hidden} more {hidden === 1 ? 'model' : 'models'}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function describe(group: ProviderGroup, on: boolean): string {
  const count = `${group.rows.length} ${group.rows.length === 1 ? 'model' : 'models'}`;
  const who = group.id === 'offline' ? 'built in' : group.ownKey ? 'your own key' : 'the platform’s key';
  return on ? `${count} · ${who}` : `${count} · not used by this team`;
}

import {
  type Permission,
  permissions,
  roleHas,
  type Scope,
  scopes,
  teamRoles,
} from '@agent-factory/contracts';
import { Panel } from '@agent-factory/ui';
import { Check, Minus } from 'lucide-react';
import { Page } from '../../frame/page.tsx';
import { roleNames } from '../../teams/role-names.ts';
import { serverWords } from '../../words/server-words.ts';

const areas = [...new Set(scopes.map((scope) => permissions[scope].area))];

/** Made of the one table of permissions, which the API asks too and the policies of the database are tried against. */
export async function RolesPage() {
  const say = await serverWords('people');
  const sayRole = await serverWords('parts');
  return (
    <Page title={say('roles')} description={say('rolesHint')}>
      <Panel className="overflow-x-auto" tabIndex={0} role="region" aria-label={say('rolesTable')}>
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b text-start text-muted text-xs">
              <th scope="col" className="px-4 py-2 font-medium">
                {say('may')}
              </th>
              {teamRoles.map((role) => (
                <th key={role} scope="col" className="w-12 px-0.5 py-2 text-center font-medium sm:w-20">
                  {sayRole(roleNames[role])}
                </th>
              ))}
            </tr>
          </thead>
          {areas.map((area) => (
            <Area key={area} area={area} />
          ))}
        </table>
      </Panel>
      <p className="mt-3 text-muted text-xs">{say('keysToo')}</p>
    </Page>
  );
}

async function Area({ area }: { area: Permission['area'] }) {
  const say = await serverWords('permissions');
  const listed = scopes.filter((scope) => permissions[scope].area === area);
  return (
    <tbody className="border-b last:border-b-0">
      <tr>
        <th scope="rowgroup" colSpan={teamRoles.length + 1} className="px-4 pt-3 pb-1 text-start font-medium">
          {say(area)}
        </th>
      </tr>
      {listed.map((scope) => (
        <Row key={scope} scope={scope} />
      ))}
    </tbody>
  );
}

async function Row({ scope }: { scope: Scope }) {
  const say = await serverWords('people');
  const sayScope = await serverWords('permissions');
  return (
    <tr>
      <th scope="row" className="py-1.5 pe-1 ps-4 text-start font-normal">
        <span className="block first-letter:uppercase">{sayScope(scope)}</span>
        <code className="font-mono text-muted text-xs max-sm:hidden">{scope}</code>
      </th>
      {teamRoles.map((role) => (
        <td key={role} className="px-0.5 py-1.5 text-center">
          {roleHas(role, scope) ? (
            <Check role="img" aria-label={say('yes')} className="mx-auto size-4 text-positive" />
          ) : (
            <Minus role="img" aria-label={say('no')} className="mx-auto size-4 text-muted" />
          )}
        </td>
      ))}
    </tr>
  );
}

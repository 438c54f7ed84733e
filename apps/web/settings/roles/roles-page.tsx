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
  const say = await serverWords('parts');
  return (
    <Page
      title="Roles"
      description="What each role may do. Each includes all that the roles to its right may."
    >
      <Panel className="overflow-x-auto" tabIndex={0} role="region" aria-label="Roles and what they may do">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b text-start text-muted text-xs">
              <th scope="col" className="px-4 py-2 font-medium">
                May
              </th>
              {teamRoles.map((role) => (
                <th key={role} scope="col" className="w-12 px-0.5 py-2 text-center font-medium sm:w-20">
                  {say(roleNames[role])}
                </th>
              ))}
            </tr>
          </thead>
          {areas.map((area) => (
            <Area key={area} area={area} />
          ))}
        </table>
      </Panel>
      <p className="mt-3 text-muted text-xs">
        API keys belong to the team and may have the same permissions, but for those that make or remove
        people.
      </p>
    </Page>
  );
}

function Area({ area }: { area: Permission['area'] }) {
  const listed = scopes.filter((scope) => permissions[scope].area === area);
  return (
    <tbody className="border-b last:border-b-0">
      <tr>
        <th scope="rowgroup" colSpan={teamRoles.length + 1} className="px-4 pt-3 pb-1 text-start font-medium">
          {area}
        </th>
      </tr>
      {listed.map((scope) => (
        <Row key={scope} scope={scope} />
      ))}
    </tbody>
  );
}

function Row({ scope }: { scope: Scope }) {
  const { does } = permissions[scope];
  return (
    <tr>
      <th scope="row" className="py-1.5 pe-1 ps-4 text-start font-normal">
        <span className="block first-letter:uppercase">{does}</span>
        <code className="font-mono text-muted text-xs max-sm:hidden">{scope}</code>
      </th>
      {teamRoles.map((role) => (
        <td key={role} className="px-0.5 py-1.5 text-center">
          {roleHas(role, scope) ? (
            <Check role="img" aria-label="yes" className="mx-auto size-4 text-positive" />
          ) : (
            <Minus role="img" aria-label="no" className="mx-auto size-4 text-muted" />
          )}
        </td>
      ))}
    </tr>
  );
}

'use client';

import type { OwnTemplate } from '@agent-factory/contracts';
import { EmptyState, Panel, PanelBody, PanelHeader } from '@agent-factory/ui';
import { Eye } from 'lucide-react';
import { formatPrice } from '../billing/format-minor.ts';
import { useFrame } from '../frame/frame-context.ts';
import { EvidencePanel } from '../marketplace/evidence-panel.tsx';
import { LoosenedList } from '../marketplace/loosened-list.tsx';
import { PermissionsPanel } from '../marketplace/permissions-panel.tsx';
import { ownPictureAddress } from '../marketplace/picture-address.ts';
import { Markdown } from '../runs/markdown.tsx';

/** The listing as others will see it, of the newest version. */
export function PreviewPart({ template }: { template: OwnTemplate }) {
  const { me } = useFrame();
  const newest = template.versions[0];
  return (
    <div className="flex flex-col gap-5">
      <Panel aria-label="Preview">
        <PanelHeader
          title={template.title}
          actions={
            <span className="font-semibold text-sm tabular-nums">
              {formatPrice(template.price_minor, template.currency)}
            </span>
          }
        />
        <PanelBody className="flex flex-col gap-4">
          {template.pictures.length === 0 ? null : (
            <ul aria-label="Pictures" className="flex gap-3 overflow-x-auto">
              {template.pictures.map(({ position, alt, path }) => (
                <li key={position} className="shrink-0">
                  <img
                    src={ownPictureAddress(path, me.team.id)}
                    alt={alt}
                    className="h-48 w-auto rounded-md border"
                  />
                </li>
              ))}
            </ul>
          )}
          <p className="max-w-prose">{template.summary}</p>
          {template.description === '' ? (
            <p className="text-muted text-sm">It has no description yet.</p>
          ) : (
            <div className="max-w-prose">
              <Markdown text={template.description} />
            </div>
          )}
        </PanelBody>
      </Panel>
      {newest === undefined ? (
        <Panel>
          <EmptyState
            icon={Eye}
            title="Evidence and permissions come with a version"
            description="They are measured and read by the platform when you publish one."
            className="py-10"
          />
        </Panel>
      ) : (
        <>
          {newest.loosened.length === 0 ? null : (
            <Panel aria-label="Looser than before">
              <PanelHeader title={`Version ${newest.number} binds less than the one before`} />
              <PanelBody>
                <LoosenedList changes={newest.loosened} />
              </PanelBody>
            </Panel>
          )}
          <EvidencePanel evidence={newest.evidence} version={newest.number} />
          <PermissionsPanel permissions={newest.permissions} />
        </>
      )}
    </div>
  );
}

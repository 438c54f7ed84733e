'use client';

import type { TemplateView } from '@agent-factory/contracts';
import { Panel, PanelBody, PanelHeader, RelativeTime } from '@agent-factory/ui';
import { Markdown } from '../runs/markdown.tsx';
import { EvidencePanel } from './evidence-panel.tsx';
import { LoosenedList } from './loosened-list.tsx';
import { PermissionsPanel } from './permissions-panel.tsx';
import { pictureAddress } from './picture-address.ts';

/** What a listing says, and what was measured of it, in the order in which somebody decides. */
export function ListingBody({ listing }: { listing: TemplateView }) {
  const [current] = listing.versions;
  return (
    <>
      <Panel aria-label="What it does">
        <PanelHeader title="What it does" />
        <PanelBody className="flex flex-col gap-4">
          <p className="max-w-prose">{listing.summary}</p>
          {listing.pictures.length === 0 ? null : <Pictures listing={listing} />}
          {listing.description === '' ? null : (
            <div className="max-w-prose">
              <Markdown text={listing.description} />
            </div>
          )}
          {listing.tags.length === 0 ? null : (
            <ul aria-label="Tags" className="flex flex-wrap gap-1.5">
              {listing.tags.map((tag) => (
                <li key={tag} className="rounded-sm bg-sunken px-1.5 py-0.5 text-muted text-xs">
                  {tag}
                </li>
              ))}
            </ul>
          )}
        </PanelBody>
      </Panel>
      {current !== undefined && current.loosened.length > 0 ? (
        <Panel aria-label="Looser than before">
          <PanelHeader
            title={`Version ${current.number} binds less than the one before`}
            description="Worst first. Whoever has an older version keeps it until they agree to this."
          />
          <PanelBody>
            <LoosenedList changes={current.loosened} />
          </PanelBody>
        </Panel>
      ) : null}
      <EvidencePanel evidence={listing.evidence} version={listing.version} />
      <PermissionsPanel permissions={listing.permissions} />
      <Panel aria-label="Versions">
        <PanelHeader title="Versions" description="What changed, newest first" />
        <ol className="divide-y divide-border">
          {listing.versions.map((version) => (
            <li key={version.number} className="flex flex-col gap-1.5 px-4 py-3">
              <p className="flex items-baseline justify-between gap-3 text-sm">
                <span className="font-medium">Version {version.number}</span>
                <RelativeTime iso={version.listed_at} className="text-muted text-xs" />
              </p>
              <p className="max-w-prose whitespace-pre-line break-words text-sm">
                {version.changelog === '' ? (
                  <span className="text-muted">Nothing was written about it.</span>
                ) : (
                  version.changelog
                )}
              </p>
              {version.loosened.length > 0 && version !== current ? (
                <LoosenedList changes={version.loosened} />
              ) : null}
            </li>
          ))}
        </ol>
      </Panel>
    </>
  );
}

function Pictures({ listing }: { listing: TemplateView }) {
  return (
    <ul aria-label="Pictures" className="-mx-4 flex snap-x gap-3 overflow-x-auto px-4 pb-1">
      {listing.pictures.map(({ position, alt, path }) => (
        <li key={position} className="shrink-0 snap-start">
          <img
            src={pictureAddress(path)}
            alt={alt}
            loading="lazy"
            className="h-48 w-auto max-w-[80vw] rounded-md border bg-sunken object-contain"
          />
        </li>
      ))}
    </ul>
  );
}

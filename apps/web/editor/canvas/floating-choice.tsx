'use client';

import { Dialog, DialogContent, Kbd } from '@agent-factory/ui';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCloseOverlayer } from './use-close-overlayer.ts';

export interface FloatingChoiceProps {
  title: string;
  placeholder: string;
  nothing: string;
  children: ReactNode;
}

/** One field and the list that it narrows: what the palette and the search have alike. */
export function FloatingChoice({ title, placeholder, nothing, children }: FloatingChoiceProps) {
  const close = useCloseOverlayer();
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : close())}>
      <DialogContent
        title={title}
        titleHidden
        variant="top"
        className="max-w-xl overflow-hidden"
        onCloseAutoFocus={(event) => event.preventDefault()}
      >
        <Command label={title} loop className="flex min-h-0 flex-col">
          <div className="flex items-center gap-2.5 border-b px-4">
            <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
            <Command.Input
              autoFocus
              placeholder={placeholder}
              className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-muted"
            />
            <Kbd>Esc</Kbd>
          </div>
          <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-2">
            <Command.Empty className="py-10 text-center text-muted text-sm">{nothing}</Command.Empty>
            {children}
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  );
}

export function ChoiceGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

export function Choice({
  value,
  onSelect,
  children,
}: {
  value: string;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2 py-1 text-sm data-[selected=true]:bg-hover"
    >
      {children}
    </Command.Item>
  );
}

'use client';

import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { FrameNode } from './flow-parts.ts';

/** What belongs together by the pattern, with its name. Said by its nodes too, so it is only seen. */
export const FrameView = memo(function FrameView({ data: { label } }: NodeProps<FrameNode>) {
  return (
    <div aria-hidden="true" className="size-full rounded-md border border-dashed bg-sunken/50 px-3 pt-1.5">
      <span className="text-muted text-xs group-data-[far]/canvas:hidden">{label}</span>
    </div>
  );
});

'use client';

import {
  Button,
  type ChartPoint,
  type ChartSeries,
  chartPng,
  Panel,
  PanelHeader,
  SeriesChart,
  useToast,
} from '@agent-factory/ui';
import { ChevronRight, ImageDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWords } from '../words/words-context.ts';
import { saveFile } from './save-file.ts';

export interface ChartPanelProps {
  title: string;
  /** What is measured, with its unit. */
  label: string;
  shape: 'bars' | 'lines';
  points: readonly ChartPoint[];
  series: readonly ChartSeries[];
  format: (value: number) => string;
  /** In words, for the picture. */
  range: string;
  onOpen?: (point: number) => void;
  actions?: ReactNode;
}

/** A chart with what belongs to it: its picture to take along, and the same as a table. */
export function ChartPanel(props: ChartPanelProps) {
  const say = useWords('dashboard');
  const { title, label, points, series, format, onOpen, actions } = props;
  const toast = useToast();
  async function savePicture(): Promise<void> {
    try {
      const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
      saveFile(await chartPng(props), `${name}.png`);
    } catch {
      toast({ tone: 'danger', title: say('noPicture') });
    }
  }
  return (
    <Panel aria-label={title} className="min-w-0">
      <PanelHeader
        title={title}
        actions={
          <>
            {actions}
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={say('savePicture', { title })}
              onClick={() => void savePicture()}
            >
              <ImageDown aria-hidden="true" />
            </Button>
          </>
        }
      />
      <div className="p-4">
        <SeriesChart {...props} onOpen={onOpen} />
        <details className="group mt-3">
          <summary className="inline-flex list-none items-center gap-1.5 rounded-sm text-muted text-xs transition-colors hover:text-text">
            <ChevronRight aria-hidden="true" className="size-3.5 transition-transform group-open:rotate-90" />
            {say('asTable')}
          </summary>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            tabIndex={0}
            aria-label={say('tableOf', { title })}
            className="mt-2 max-h-72 overflow-auto rounded-md border"
          >
            <table className="w-full text-start text-sm">
              <caption className="sr-only">{label}</caption>
              <thead className="border-b text-muted text-xs">
                <tr>
                  <th scope="col" className="h-8 px-3 font-medium">
                    {say('time')}
                  </th>
                  {series.map((one) => (
                    <th key={one.id} scope="col" className="px-3 text-end font-medium">
                      {one.label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="divide-y divide-border tabular-nums">
                {points.map((point, at) => (
                  <tr key={`${point.label} ${at}`}>
                    <th scope="row" className="h-8 whitespace-nowrap px-3 font-normal">
                      {point.label}
                    </th>
                    {series.map((one) => {
                      const value = one.values[at] ?? null;
                      return (
                        <td key={one.id} className="whitespace-nowrap px-3 text-end">
                          {value === null ? '–' : format(value)}
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </details>
      </div>
    </Panel>
  );
}

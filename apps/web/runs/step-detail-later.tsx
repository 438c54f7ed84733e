import { Skeleton } from '@agent-factory/ui';
import dynamic from 'next/dynamic';

export const loadStepDetail = () => import('./step-detail.tsx').then((module) => module.StepDetail);

/** A step's detail renders Markdown and JSON, which need more script than the rest of the page. */
export const StepDetail = dynamic(loadStepDetail, {
  loading: () => <Skeleton className="h-48 rounded-md" />,
});

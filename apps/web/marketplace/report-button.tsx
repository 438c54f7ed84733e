'use client';

import type { TemplateId } from '@agent-factory/contracts';
import { Button, Dialog, DialogContent, Field, Select, Textarea, useToast } from '@agent-factory/ui';
import { useMutation } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { useState } from 'react';
import { FormError } from '../auth/form-parts.tsx';
import { apiFailure } from '../trpc/api-failure.ts';
import { useTRPC } from '../trpc/context.ts';
import { isReportReason, type ReportReason, reportReasonOptions } from './report-reasons.ts';

/** Tells the operators of a listing that should not be there. */
export function ReportButton({ templateId, title }: { templateId: TemplateId; title: string }) {
  const trpc = useTRPC();
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<ReportReason>('misleading');
  const [details, setDetails] = useState('');
  const report = useMutation(
    trpc.marketplace.report.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        setDetails('');
        toast({
          tone: 'positive',
          title: 'Thank you',
          description: 'Somebody who runs this marketplace will look at it.',
        });
      },
    }),
  );
  return (
    <>
      <Button variant="ghost" size="sm" onClick={() => setOpen(true)}>
        <Flag aria-hidden="true" />
        Report
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent
          title={`Report ${title}`}
          description="Operators read it. Its maker is not told who wrote."
        >
          <form
            className="flex flex-col gap-4 p-5"
            onSubmit={(event) => {
              event.preventDefault();
              report.mutate({ template_id: templateId, reason, details });
            }}
          >
            {report.isError ? <FormError>{apiFailure(report.error).message}</FormError> : null}
            <Field label="What is wrong?">
              {(control) => (
                <Select
                  {...control}
                  value={reason}
                  onValueChange={(value) => (isReportReason(value) ? setReason(value) : undefined)}
                  options={reportReasonOptions}
                />
              )}
            </Field>
            <Field label="What did you see?">
              {(control) => (
                <Textarea
                  {...control}
                  required
                  maxLength={4_000}
                  value={details}
                  onChange={(event) => setDetails(event.target.value)}
                />
              )}
            </Field>
            <div className="flex justify-end gap-2">
              <Button onClick={() => setOpen(false)}>Cancel</Button>
              <Button
                type="submit"
                variant="primary"
                disabled={details.trim() === ''}
                loading={report.isPending}
              >
                Send report
              </Button>
            </div>
          </form>
        </DialogContent>
      </Dialog>
    </>
  );
}

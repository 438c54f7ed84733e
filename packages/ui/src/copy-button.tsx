'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import { useUiLanguage } from './ui-words.ts';

export interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'value' | 'children'> {
  value: string;
  /** What is copied, for the label: "Copy request id". */
  label: string;
  /** Shows the label beside the icon. */
  labelled?: boolean;
}

export function CopyButton({ value, label, labelled = false, ...props }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_600);
    return () => clearTimeout(timer);
  }, [copied]);

  const { words } = useUiLanguage();
  const text = copied ? words.copied : label;
  return (
    <Button
      variant="ghost"
      size={labelled ? 'sm' : 'icon-sm'}
      {...(labelled ? {} : { 'aria-label': text, title: text })}
      {...props}
      onClick={() => {
        navigator.clipboard.writeText(value).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      {copied ? <Check aria-hidden="true" className="text-positive" /> : <Copy aria-hidden="true" />}
      {labelled ? text : null}
      <span role="status" className="sr-only">
        {copied ? words.copiedToClipboard : ''}
      </span>
    </Button>
  );
}

'use client';

import { Button, Kbd, Textarea } from '@agent-factory/ui';
import { SendHorizontal, Square } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { useWords } from '../words/words-context.ts';

export interface ComposerProps {
  value: string;
  onChange: (value: string) => void;
  onSend: () => void;
  /** A question is on its way to the server. */
  sending: boolean;
  /** Stops the answer that is being written; null while none is. */
  onStop: (() => void) | null;
  stopping: boolean;
  agentTitle: string;
}

/** Where one writes: Enter sends, Shift and Enter begin a new line. Grows with what is written. */
export function Composer(props: ComposerProps) {
  const say = useWords('threads');
  const { value, onChange, onSend, sending, onStop, stopping, agentTitle } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const ready = value.trim() !== '' && !sending && onStop === null;

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // While an input method composes a word, Enter chooses it.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (ready) onSend();
  }

  return (
    <form
      className="sticky bottom-14 z-20 border-t bg-background py-3 md:bottom-0"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSend();
        area.current?.focus();
      }}
    >
      <div className="relative">
        <Textarea
          ref={area}
          aria-label={say('message')}
          placeholder={say('writeTo', { name: agentTitle })}
          rows={1}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content block max-h-60 min-h-11 resize-none pe-24"
        />
        <div className="absolute end-1.5 bottom-1.5">
          {onStop === null ? (
            <Button type="submit" variant="primary" disabled={!ready} loading={sending}>
              {sending ? null : <SendHorizontal aria-hidden="true" />}
              {say('send')}
            </Button>
          ) : (
            <Button onClick={onStop} loading={stopping}>
              {stopping ? null : <Square aria-hidden="true" />}
              {say('stop')}
            </Button>
          )}
        </div>
      </div>
      <p className="mt-1.5 hidden text-muted text-xs md:block">
        {say.rich('keysHint', {
          send: (key) => <Kbd key="send">{key}</Kbd>,
          line: (key) => <Kbd key="line">{key}</Kbd>,
        })}
      </p>
    </form>
  );
}

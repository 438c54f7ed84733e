import { Button, Field, Textarea } from '@agent-factory/ui';
import { useRef, useState } from 'react';
import { useEditor } from '../editor-context.ts';
import { celOffers } from '../help/cel-help.ts';

/** An expression with what may stand at the cursor below it. */
export function CelField({
  value,
  error,
  onText,
}: {
  value: string;
  error: string | undefined;
  onText: (text: string) => void;
}) {
  const spec = useEditor((state) => state.text);
  const [cursor, setCursor] = useState(value.length);
  const field = useRef<HTMLTextAreaElement>(null);
  const offers = celOffers(spec, { typed: value.slice(0, cursor), ofEdge: false }).slice(0, 8);

  function take(insert: string, replaces: number): void {
    const plain = insert.replace(/\$\{\d+:?([^}]*)\}|\$\d+/g, '$1');
    const at = cursor - replaces + plain.length;
    onText(value.slice(0, cursor - replaces) + plain + value.slice(cursor));
    setCursor(at);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
    });
  }
  return (
    <div className="flex flex-col gap-1.5">
      <Field
        label="The CEL it makes"
        error={error}
        description="input, output, tool, calls and usage; must be true."
      >
        {(control) => (
          <Textarea
            {...control}
            ref={field}
            rows={3}
            spellCheck={false}
            value={value}
            className="font-mono text-sm"
            onSelect={({ currentTarget }) => setCursor(currentTarget.selectionStart)}
            onChange={({ target }) => {
              setCursor(target.selectionStart);
              onText(target.value);
            }}
          />
        )}
      </Field>
      <fieldset className="flex min-h-7 flex-wrap gap-1">
        <legend className="sr-only">May stand at the cursor</legend>
        {offers.map((offer) => (
          <Button
            key={offer.label}
            size="sm"
            variant="ghost"
            title={offer.detail}
            className="font-mono text-xs"
            onClick={() => take(offer.insert, offer.replaces)}
          >
            {offer.label}
          </Button>
        ))}
      </fieldset>
    </div>
  );
}

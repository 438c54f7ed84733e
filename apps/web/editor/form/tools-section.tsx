import { Button } from '@agent-factory/ui';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useEditor } from '../editor-context.ts';
import { FieldProblems } from './field-problems.tsx';
import { useForm } from './form-context.ts';
import { FormSection } from './form-section.tsx';
import { ToolList } from './tool-list.tsx';
import { addOffer, type ToolOffer } from './tool-offer.ts';
import { ToolPalette } from './tool-palette.tsx';
import { useWrite } from './use-write.ts';

/** What the agent can call, and the palette from which it is taken: by dragging, or by a button. */
export function ToolsSection() {
  const { content, agentId } = useForm();
  const editable = useEditor((state) => state.editable);
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const opener = useRef<HTMLButtonElement>(null);
  const { write, refused } = useWrite(['tools']);

  function add(offer: ToolOffer, index?: number): void {
    if (write([addOffer(content.value, offer, index)])) setSaid(`${offer.title} was added.`);
  }
  return (
    <FormSection
      id="tools"
      title="Tools"
      path={['tools']}
      hint="No other tools exist for the agent."
      aside={
        <Button
          ref={opener}
          size="sm"
          aria-expanded={open}
          disabled={!editable}
          onClick={() => setOpen(!open)}
        >
          <Plus aria-hidden="true" />
          Add tool
        </Button>
      }
    >
      <p role="status" className="sr-only">
        {said}
      </p>
      <ToolList onAdd={add} onSay={setSaid} />
      <FieldProblems problems={[]} refused={refused} />
      {open ? (
        <ToolPalette
          agentId={agentId}
          onAdd={add}
          onClose={() => {
            setOpen(false);
            opener.current?.focus();
          }}
        />
      ) : null}
    </FormSection>
  );
}

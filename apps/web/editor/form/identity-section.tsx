import { TextField } from './fields.tsx';
import { FormSection } from './form-section.tsx';

/** Who it is: for people, and for the specs that name it. */
export function IdentitySection() {
  return (
    <FormSection id="identity" title="Identity">
      <div className="grid gap-4 @lg:grid-cols-2">
        <TextField label="Title" path={['title']} optional hint="For people. Left out: made from the name." />
        <TextField
          label="Name"
          path={['name']}
          mono
          hint="Unique in the team; other agents and keys refer to it."
        />
      </div>
      <TextField
        label="Description"
        path={['description']}
        optional
        rows={2}
        hint="What it does, in a sentence or two."
      />
    </FormSection>
  );
}

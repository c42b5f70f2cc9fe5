// A few things of which any number can be chosen, as boxes with what each means.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Choice {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
}

interface ChoicesProps {
  legend: string;
  name: string;
  choices: readonly Choice[];
  chosen: readonly string[];
  /** Instead of the boxes when there is nothing to choose. */
  nothing?: string;
  theirs?: string | undefined;
  onChoose: (chosen: readonly string[]) => void;
}

/** Any number of a few. */
export const Choices = ({ legend, name, choices, chosen, nothing, theirs, onChoose }: ChoicesProps) => {
  const id = useId();
  return (
    <fieldset class="choices">
      <legend class="field__label">{legend}</legend>
      {choices.length === 0 && nothing && <p class="soft">{nothing}</p>}
      {choices.map(({ value, label, hint }) => (
        <div key={value}>
          <label class="check">
            <input
              type="checkbox"
              name={name}
              value={value}
              aria-describedby={hint ? `${id}-${value}` : undefined}
              checked={chosen.includes(value)}
              onChange={({ currentTarget: { checked } }) =>
                onChoose(checked ? [...chosen, value] : chosen.filter((other) => other !== value))
              }
            />
            <span dir="auto">{label}</span>
          </label>
          {hint && (
            <p class="field__hint" id={`${id}-${value}`}>
              {hint}
            </p>
          )}
        </div>
      ))}
      {theirs && <p class="field__hint">{theirs}</p>}
    </fieldset>
  );
};

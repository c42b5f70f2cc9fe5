// Files, whose part and texts are fetched once there is a place for them; without it messages go and are read as ever.
import type { ComponentChildren, ComponentProps } from 'preact';
import { useEffect } from 'preact/hooks';
import { filesPart } from './give-files.ts';
import { createLaterPart } from './later-part.ts';

type Part = typeof import('./files/part.ts');
type View = Exclude<keyof Part, 'textsIn'>;

let language = '';
const later = createLaterPart(async () => {
  const part = await filesPart.load();
  return [part, await part.textsIn(language)] as const;
});

type Props<N extends View> = Omit<ComponentProps<Part[N]>, 'texts'> & {
  view: N;
  /** As in `nl-NL`. */
  locale: string;
  /** Until it is there, or where it cannot be fetched. */
  instead?: ComponentChildren;
};

export const LaterFiles = <N extends View>({ view, instead, ...props }: Props<N>) => {
  useEffect(() => {
    language = props.locale;
    void later.fetch();
  }, []);
  const state = later.state.value;
  if (state.kind !== 'here') return <>{instead}</>;
  const [part, texts] = state.part;
  const Shown = part[view] as (props: object) => ComponentChildren;
  return <Shown {...props} texts={texts} />;
};

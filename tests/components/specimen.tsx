// How the page of components shows one: in a frame, under what it is and the state it is in.
import type { ComponentChildren } from 'preact';

interface Props {
  /** What it is, and in which state. */
  readonly title: string;
  /** Takes the whole width, as a bar or a page does. */
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}

export const Specimen = ({ title, wide = false, children }: Props) => (
  <figure class={wide ? 'specimen specimen--wide' : 'specimen'} aria-label={title}>
    <figcaption>{title}</figcaption>
    {children}
  </figure>
);

export const Specimens = ({ title, children }: Pick<Props, 'title' | 'children'>) => (
  <section class="specimens" aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
);

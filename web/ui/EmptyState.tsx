// What a list or a page shows when there is nothing in it, and what one may do about that.
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

interface Props {
  /** Path data from icons.ts. */
  icon: string;
  title: string;
  /** `h1` when it is the whole page. */
  heading?: 'h1' | 'h2' | 'h3';
  children?: ComponentChildren;
}

export const EmptyState = ({ icon, title, heading: Heading = 'h2', children }: Props) => (
  <div class="empty-state">
    <Icon shape={icon} />
    <Heading class="empty-state__title">{title}</Heading>
    {children}
  </div>
);

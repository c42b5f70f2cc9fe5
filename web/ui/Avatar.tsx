// A person's initials in a circle, or the sign of the helpdesk as such; decoration, the name is always beside it.
import { Icon } from './Icon.tsx';
import { chatIcon } from './icons.ts';
import { initials } from './initials.ts';

interface Props {
  /** Nobody in particular has none. */
  name?: string | undefined;
  small?: boolean;
}

export const Avatar = ({ name, small }: Props) => (
  <span class={`avatar${small ? ' avatar--small' : ''}`} aria-hidden="true">
    {name ? initials(name) : <Icon shape={chatIcon} />}
  </span>
);

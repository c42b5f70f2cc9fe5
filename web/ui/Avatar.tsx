// A person's initials in a circle; decoration, the name is always beside it.
import { initials } from './initials.ts';

export const Avatar = ({ name, small }: { name: string; small?: boolean }) => (
  <span class={`avatar${small ? ' avatar--small' : ''}`} aria-hidden="true">
    {initials(name)}
  </span>
);

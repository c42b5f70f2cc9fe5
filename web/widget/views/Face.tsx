// Who of the helpdesk, as a picture: the initial, or the sign of the helpdesk as such.
import { Icon } from '../../ui/Icon.tsx';
import { chatIcon } from '../../ui/icons.ts';

export const Face = ({ name = '', small }: { name?: string | undefined; small?: boolean }) => (
  <span class={`avatar ${small ? 'avatar--small' : ''}`} aria-hidden="true">
    {Array.from(name)[0]?.toUpperCase() ?? <Icon shape={chatIcon} />}
  </span>
);

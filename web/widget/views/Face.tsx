// Who of the helpdesk, as a picture: the initials, or the sign of the helpdesk as such.
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { chatIcon } from '../../ui/icons.ts';

export const Face = ({ name }: { name?: string | undefined }) =>
  name === undefined ? (
    <span class="avatar">
      <Icon shape={chatIcon} />
    </span>
  ) : (
    <Avatar name={name} />
  );

// The state of a chat as an icon and in words; its colour is its surroundings' matter.
import type { ChatState } from '../../../shared/model.ts';
import { Icon } from '../../ui/Icon.tsx';
import { chatIcon, circleCheckIcon, clockIcon, minusIcon, userIcon } from '../../ui/icons.ts';
import { useTexts } from './uses.tsx';

const iconByState = {
  online: userIcon,
  waiting: clockIcon,
  active: chatIcon,
  ended: minusIcon,
  closed: circleCheckIcon,
} as const satisfies Record<ChatState, string>;

export const StateSign = ({ state }: { state: ChatState }) => {
  const { common } = useTexts();
  return (
    <span class="state">
      <Icon shape={iconByState[state]} />
      {common.states[state]}
    </span>
  );
};

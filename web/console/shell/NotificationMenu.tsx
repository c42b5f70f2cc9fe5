// The bell in the bar: whether the agent is called by sound or notification, and the way to choose it.
import { useSignal } from '@preact/signals';
import { IconButton } from '../../ui/Button.tsx';
import { bellIcon, bellOffIcon } from '../../ui/icons.ts';
import { lazyDialog } from './lazy.tsx';
import { useNotifications, useTexts } from './uses.tsx';

const NotificationDialog = lazyDialog(
  async () => (await import('./NotificationDialog.tsx')).NotificationDialog,
);

export const NotificationMenu = () => {
  const {
    consoleTexts: { notifications: texts },
  } = useTexts();
  const { notifier, output } = useNotifications();
  const isOpen = useSignal(false);
  const { sound, desktop } = notifier.choices.value;
  const isBlocked = (sound && output.isSoundBlocked.value) || (desktop && output.isDesktopBlocked.value);
  const state = isBlocked ? 'blocked' : sound || desktop ? 'on' : 'off';
  const close = () => {
    isOpen.value = false;
  };
  return (
    <>
      <IconButton
        class={`bell bell--${state}`}
        icon={state === 'off' ? bellOffIcon : bellIcon}
        label={`${texts.title}: ${texts[state]}`}
        aria-haspopup="dialog"
        onClick={() => {
          isOpen.value = true;
        }}
      />
      {isOpen.value && <NotificationDialog onClose={close} />}
    </>
  );
};

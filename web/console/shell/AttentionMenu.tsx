// The bell in the bar: whether the agent is called by sound or notification, and the way to choose it.
import { useSignal } from '@preact/signals';
import { IconButton } from '../../ui/Button.tsx';
import { bellIcon } from '../../ui/icons.ts';
import { lazyDialog } from './lazy.tsx';
import { useAlerts, useTexts } from './uses.tsx';

const AttentionDialog = lazyDialog(async () => (await import('./AttentionDialog.tsx')).AttentionDialog);

export const AttentionMenu = () => {
  const {
    consoleTexts: { attention: texts },
  } = useTexts();
  const { attention, alarm } = useAlerts();
  const isOpen = useSignal(false);
  const { sound, desktop } = attention.choices.value;
  const isBlocked = (sound && alarm.isSoundBlocked.value) || (desktop && alarm.isDesktopBlocked.value);
  const state = isBlocked ? 'blocked' : sound || desktop ? 'on' : 'off';
  const close = () => {
    isOpen.value = false;
  };
  return (
    <>
      <IconButton
        class={`bell bell--${state}`}
        icon={bellIcon}
        label={`${texts.title}: ${texts[state]}`}
        aria-haspopup="dialog"
        onClick={() => {
          isOpen.value = true;
        }}
      />
      {isOpen.value && <AttentionDialog onClose={close} />}
    </>
  );
};

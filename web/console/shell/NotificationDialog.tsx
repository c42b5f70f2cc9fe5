// What the agent wants to be called for and how, whether the browser lets it, and a test.
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { Choices } from '../state/notifier.ts';
import { useNotifications, useTexts } from './uses.tsx';

export const NotificationDialog = ({ onClose }: { onClose: () => void }) => {
  const {
    consoleTexts: { notifications: texts },
  } = useTexts();
  return (
    <Dialog
      title={texts.title}
      onClose={onClose}
      actions={
        <>
          <TestButton />
          <Button kind="primary" onClick={onClose}>
            {texts.close}
          </Button>
        </>
      }
    >
      <NotificationChoices />
    </Dialog>
  );
};

/** What is chosen; of what the browser blocks it says so. */
export const NotificationChoices = () => {
  const {
    consoleTexts: { notifications: texts },
  } = useTexts();
  const { notifier, output } = useNotifications();
  const { sound, desktop } = notifier.choices.value;
  return (
    <>
      <Choice name="sound" label={texts.sound} />
      {sound && output.isSoundBlocked.value && <p class="field__error">{texts.soundBlocked}</p>}
      <Choice name="desktop" label={texts.desktop} />
      {desktop && output.isDesktopBlocked.value && <p class="field__error">{texts.desktopBlocked}</p>}
      <p class="soft">{texts.forWhat}</p>
      <Choice name="own" label={texts.own} />
      <Choice name="unanswered" label={texts.unanswered} />
    </>
  );
};

const Choice = ({ name, label }: { name: Exclude<keyof Choices, 'isOffered'>; label: string }) => {
  const { notifier, output } = useNotifications();
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={notifier.choices.value[name]}
        onChange={(event) => {
          const isChosen = event.currentTarget.checked;
          notifier.choose({ [name]: isChosen });
          if (isChosen && name === 'sound') void output.allowSound();
          if (isChosen && name === 'desktop') void output.allowDesktop();
        }}
      />
      {label}
    </label>
  );
};

const TestButton = () => {
  const {
    consoleTexts: { notifications: texts },
  } = useTexts();
  const { notifier, output } = useNotifications();
  const test = async () => {
    const { sound, desktop } = notifier.choices.peek();
    if (sound) await output.allowSound();
    if (desktop) await output.allowDesktop();
    if (sound) output.playSound();
    if (desktop) output.notify({ kind: 'unread', nickname: texts.tested });
  };
  const { sound, desktop } = notifier.choices.value;
  return (
    <Button disabled={!sound && !desktop} onClick={test}>
      {texts.test}
    </Button>
  );
};

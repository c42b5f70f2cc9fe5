// What the agent wants to be called for and how, whether the browser lets it, and a test.
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { Choices } from '../state/attention.ts';
import { useAlerts, useTexts } from './uses.tsx';

export const AttentionDialog = ({ onClose }: { onClose: () => void }) => {
  const {
    consoleTexts: { attention: texts },
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
      <AttentionChoices />
    </Dialog>
  );
};

/** What is chosen; of what the browser blocks it says so. */
export const AttentionChoices = () => {
  const {
    consoleTexts: { attention: texts },
  } = useTexts();
  const { attention, alarm } = useAlerts();
  const { sound, desktop } = attention.choices.value;
  return (
    <>
      <Choice name="sound" label={texts.sound} />
      {sound && alarm.isSoundBlocked.value && <p class="attention__state">{texts.soundBlocked}</p>}
      <Choice name="desktop" label={texts.desktop} />
      {desktop && alarm.isDesktopBlocked.value && <p class="attention__state">{texts.desktopBlocked}</p>}
      <p class="soft">{texts.forWhat}</p>
      <Choice name="own" label={texts.own} />
      <Choice name="unanswered" label={texts.unanswered} />
    </>
  );
};

const Choice = ({ name, label }: { name: keyof Choices; label: string }) => {
  const { attention, alarm } = useAlerts();
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={attention.choices.value[name]}
        onChange={(event) => {
          const isChosen = event.currentTarget.checked;
          attention.choose({ [name]: isChosen });
          if (isChosen && name === 'sound') void alarm.allowSound();
          if (isChosen && name === 'desktop') void alarm.allowDesktop();
        }}
      />
      {label}
    </label>
  );
};

const TestButton = () => {
  const {
    consoleTexts: { attention: texts },
  } = useTexts();
  const { attention, alarm } = useAlerts();
  const test = async () => {
    const { sound, desktop } = attention.choices.peek();
    if (sound) await alarm.allowSound();
    if (desktop) await alarm.allowDesktop();
    if (sound) alarm.chime();
    if (desktop) alarm.notify({ kind: 'unread', nickname: texts.tested });
  };
  const { sound, desktop } = attention.choices.value;
  return (
    <Button disabled={!sound && !desktop} onClick={test}>
      {texts.test}
    </Button>
  );
};

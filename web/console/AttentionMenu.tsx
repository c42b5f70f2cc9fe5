// The bell in the bar: what the agent wants to be called for and how, whether the browser lets it, and a test.
import { useSignal } from '@preact/signals';
import { Button, IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { bellIcon } from '../ui/icons.ts';
import type { Choices } from './attention.ts';
import { useView } from './view.ts';

export const AttentionMenu = () => {
  const {
    consoleTexts: { attention: texts },
    attention,
    alarm,
  } = useView();
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
      {isOpen.value && (
        <Dialog
          title={texts.title}
          onClose={close}
          actions={
            <>
              <TestButton />
              <Button kind="primary" onClick={close}>
                {texts.close}
              </Button>
            </>
          }
        >
          <Choice name="sound" label={texts.sound} />
          {sound && alarm.isSoundBlocked.value && <p class="attention__state">{texts.soundBlocked}</p>}
          <Choice name="desktop" label={texts.desktop} />
          {desktop && alarm.isDesktopBlocked.value && <p class="attention__state">{texts.desktopBlocked}</p>}
          <p class="soft">{texts.forWhat}</p>
          <Choice name="own" label={texts.own} />
          <Choice name="unanswered" label={texts.unanswered} />
        </Dialog>
      )}
    </>
  );
};

const Choice = ({ name, label }: { name: keyof Choices; label: string }) => {
  const { attention, alarm } = useView();
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
    attention,
    alarm,
  } = useView();
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

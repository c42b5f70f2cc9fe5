// The bar over the desk: being on duty, the figures, the way to the settings, and the truth about the connection.
import { useSignal } from '@preact/signals';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { settingsIcon } from '../../ui/icons.ts';
import { NotificationMenu } from '../shell/NotificationMenu.tsx';
import { pathTo } from '../shell/paths.ts';
import { ConnectionSign, DutySign } from '../shell/signs.tsx';
import { useDesk, useNotifications, useTexts } from '../shell/uses.tsx';
import { countFigures, countLoad } from '../state/selectors.ts';

export const DeskBar = () => {
  const { consoleTexts: texts } = useTexts();
  return (
    <div class="desk-bar">
      <h1 class="visually-hidden">{texts.desk}</h1>
      <DutyButton />
      <FiguresLine />
      <div class="desk-bar__end">
        <SettingsLink />
        <NotificationMenu />
        <ConnectionSign />
      </div>
      <NotificationOffer />
    </div>
  );
};

const DutyButton = () => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  const isAsking = useSignal(false);
  const { agent, isBusy, start, stop } = desk.duty;
  const me = agent.value;
  const running = me ? countLoad(desk.state.value, me.id) : 0;
  const choose = () => {
    if (!me?.onDuty) void start();
    else if (running > 0) isAsking.value = true;
    else void stop();
  };
  const close = () => {
    isAsking.value = false;
  };
  return (
    <div class="duty">
      <Button kind={me?.onDuty ? 'plain' : 'primary'} busy={isBusy.value} onClick={choose}>
        {me?.onDuty ? texts.duty.stop : texts.duty.start}
      </Button>
      <DutySign />
      {isAsking.value && (
        <Confirm
          title={texts.duty.stopTitle}
          cancel={texts.duty.goOn}
          confirm={texts.duty.stop}
          kind="primary"
          onClose={close}
          onConfirm={() => {
            close();
            void stop();
          }}
        >
          <p>{texts.duty.stopText(running)}</p>
        </Confirm>
      )}
    </div>
  );
};

/** To the settings of the desk (S7), for whoever may change them. */
const SettingsLink = () => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  if (!desk.state.value.permissions.includes('manage')) return null;
  return (
    <a class="button button--quiet button--small" href={pathTo('settings')} title={texts.pages.settings}>
      <Icon shape={settingsIcon} />
      <span class="desk-bar__word">{texts.pages.settings}</span>
    </a>
  );
};

/** Asked once, where an agent starts who would hear nothing: in another tab a customer waits unseen. */
const NotificationOffer = () => {
  const {
    consoleTexts: { notifications: texts },
  } = useTexts();
  const desk = useDesk();
  const { notifier, output } = useNotifications();
  const { sound, desktop, isOffered } = notifier.choices.value;
  if (!desk.duty.agent.value?.onDuty || isOffered || sound || desktop) return null;
  const accept = () => {
    notifier.choose({ sound: true, desktop: true, isOffered: true });
    void output.allowSound();
    void output.allowDesktop();
  };
  return (
    <div class="offer" role="status">
      <p>{texts.offer}</p>
      <Button small kind="primary" onClick={accept}>
        {texts.offerYes}
      </Button>
      <Button small onClick={() => notifier.choose({ isOffered: true })}>
        {texts.offerLater}
      </Button>
    </div>
  );
};

const FiguresLine = () => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  const { max, running, free, waiting } = countFigures(desk.state.value);
  return (
    <dl class="figures" aria-label={texts.figures.title}>
      <Figure label={texts.figures.max} hint={texts.figures.maxHint} value={max} />
      <Figure label={texts.figures.running} value={running} />
      <Figure label={texts.figures.free} value={free} />
      <Figure label={texts.figures.waiting} value={waiting} isUrgent={waiting > 0} />
    </dl>
  );
};

const Figure = ({
  label,
  hint,
  value,
  isUrgent = false,
}: {
  label: string;
  hint?: string;
  value: number;
  isUrgent?: boolean;
}) => (
  <div class={`figure${isUrgent ? ' figure--urgent' : ''}`} title={hint}>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

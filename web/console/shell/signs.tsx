// Whether this agent is available to customers, and whether there is a connection: the same signs on every page.
import { countLoad } from '../state/selectors.ts';
import { useDesk, usePage, useTexts } from './uses.tsx';

export const DutySign = () => {
  const {
    consoleTexts: { duty: texts },
  } = useTexts();
  const desk = useDesk();
  const me = desk.duty.agent.value;
  return (
    <p class={`sign ${me?.onDuty ? 'sign--good' : 'sign--off'}`} role="status">
      {me?.onDuty ? texts.on(countLoad(desk.state.value, me.id), me.max) : texts.off}
    </p>
  );
};

export const ConnectionSign = () => {
  const { consoleTexts: texts } = useTexts();
  const desk = useDesk();
  const page = usePage();
  const status = desk.connection.status.value;
  const isCut = status === 'offline' && !page.hasNetwork.value;
  const kind = status === 'online' ? 'good' : status === 'connecting' ? 'off' : 'bad';
  return (
    <p
      class={`sign sign--${kind} connection`}
      role="status"
      title={status === 'offline' ? texts.connection.hint : undefined}
    >
      {isCut ? texts.connection.noNetwork : texts.connection[status]}
    </p>
  );
};

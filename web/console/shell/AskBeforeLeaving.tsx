// Where something typed would be lost with the page: asks before it goes. Independent of any form.
import { useEffect, useState } from 'preact/hooks';
import { Confirm } from '../../ui/Confirm.tsx';
import { usePage, useTexts } from './uses.tsx';

/** Of a form that is not kept while the agent is elsewhere. */
export const AskBeforeLeaving = ({ isChanged }: { isChanged: boolean }) => {
  const {
    consoleTexts: { editing },
  } = useTexts();
  const page = usePage();
  const [form] = useState(() => Symbol('form'));
  useEffect(() => (isChanged ? page.hold(form) : undefined), [isChanged]);
  if (page.leaving.value?.form !== form) return null;
  return (
    <Confirm
      title={editing.leaveTitle}
      cancel={editing.stay}
      confirm={editing.leave}
      onClose={page.stay}
      onConfirm={page.leave}
    >
      <p>{editing.leaveText}</p>
    </Confirm>
  );
};

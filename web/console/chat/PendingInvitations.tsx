// The invitations of a chat that are not answered yet (S82).
import type { ChatSummary } from '../../../shared/model.ts';
import { Button } from '../../ui/Button.tsx';
import { useDesk } from '../shell/uses.tsx';
import { besideTexts } from './beside-texts.ts';

/** Every agent in the chat may take one back. */
export const PendingInvitations = ({ chat }: { chat: ChatSummary }) => {
  const { pending: texts } = besideTexts.use();
  const desk = useDesk();
  return (
    <ul class="invitations">
      {chat.invitations.map(({ agent, transfer }) => (
        <li key={agent.id}>
          <span dir="auto">{transfer ? texts.takesOver(agent.name) : texts.invited(agent.name)}</span>
          <Button
            small
            kind="quiet"
            busy={desk.busy.value.has(chat.id)}
            aria-label={texts.withdrawName(agent.name)}
            onClick={() => void desk.team.withdraw(chat.id, agent.id)}
          >
            {texts.withdraw}
          </Button>
        </li>
      ))}
    </ul>
  );
};

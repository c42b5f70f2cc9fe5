// The header's text: the helpdesk, and whether and which agent takes part (S38).
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { chatIcon } from '../../ui/icons.ts';
import { listNames, type Texts } from '../texts.ts';
import { chatOf, type View } from '../view.ts';

/** More faces than this do not fit beside the text; all names are in it. */
const FACES = 3;

export const Presence = ({ view, texts }: { view: View; texts: Texts }) => {
  const chat = chatOf(view);
  const isOver = view.kind === 'ended';
  const known = chat?.chat.value;
  const agents = (!isOver && known?.agents) || [];
  return (
    <div class="presence">
      <div class="presence__faces">
        {agents.length > 0 ? (
          agents.slice(0, FACES).map(({ id, name }) => <Avatar key={id} name={name} />)
        ) : (
          <span class="avatar">
            <Icon shape={chatIcon} />
          </span>
        )}
      </div>
      <div class="presence__text">
        <h2>{texts.common.helpdesk}</h2>
        {known && (
          <p class="presence__who" aria-live="polite">
            {isOver
              ? texts.common.states.ended
              : agents.length > 0
                ? texts.widget.header.with(
                    listNames(
                      agents.map(({ name }) => name),
                      texts.common.locale,
                    ),
                  )
                : texts.widget.header.waiting}
          </p>
        )}
      </div>
    </div>
  );
};

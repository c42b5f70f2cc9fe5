// Beside a message that is being written: the files that go with it, what is allowed for it, and how long a long one is.
import { countCharacters, TEXT_MAX } from '../../../shared/rules.ts';
import { LaterFiles } from '../../ui/later-files.tsx';
import { Allowed } from './Allowed.tsx';
import { CharacterCount } from './CharacterCount.tsx';
import type { SideProps } from './props.ts';

/** From here on it is good to know how much is left. */
const COUNT_FROM = TEXT_MAX * 0.9;

export const Composing = (props: SideProps) => {
  const { widget, texts } = props;
  const { chat } = widget.view.value;
  return (
    <>
      {chat && <LaterFiles view="ChatFiles" conversation={chat} locale={texts.locale} onSend={widget.send} />}
      <div role="status">{chat?.chat.value?.allowed && <Allowed {...props} />}</div>
      {countCharacters(widget.draft.value) >= COUNT_FROM && <CharacterCount {...props} />}
    </>
  );
};

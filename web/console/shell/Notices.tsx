// What the agent has to know outside the windows, in words, with what can be done about it.
import { refusalText } from '../../../shared/text/text.ts';
import type { AlertKind } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { NoticeList } from '../../ui/NoticeList.tsx';
import type { Notice } from '../state/notices.ts';
import { focusList } from './focus-list.ts';
import { pathTo } from './paths.ts';
import { type Texts, useDesk, useTexts } from './uses.tsx';

export const Notices = () => {
  const { consoleTexts: texts, common, ui } = useTexts();
  const desk = useDesk();
  return (
    <NoticeList list={desk.notices} texts={ui} kindOf={kindOf}>
      {(notice) => (
        <>
          <p dir="auto">{noticeText(notice, { consoleTexts: texts, common, ui })}</p>
          {'text' in notice && (
            <blockquote class="notice__text" dir="auto">
              {notice.text}
            </blockquote>
          )}
          {notice.kind === 'deleted' && (
            <Button small onClick={() => void desk.chats.undelete(notice.chatId)}>
              {texts.notices.undo}
            </Button>
          )}
          {notice.kind === 'mentioned' && (
            <a
              href={pathTo('desk')}
              onClick={() => (desk.findWindow(notice.chatId) ? desk.show(notice.chatId) : focusList())}
            >
              {texts.notices.toChat}
            </a>
          )}
          {'ticket' in notice && <a href={pathTo('tickets', notice.ticket)}>{texts.notices.openTicket}</a>}
        </>
      )}
    </NoticeList>
  );
};

const kindOf = (notice: Notice): AlertKind => {
  switch (notice.kind) {
    case 'saved':
    case 'deleted':
      return 'success';
    case 'saved_elsewhere':
    case 'closed_elsewhere':
    case 'nothing_to_save':
    case 'left':
    case 'handed_over':
    case 'declined':
    case 'mentioned':
      return 'info';
    case 'missed':
    case 'unsaid':
    case 'fields_unsaved':
    case 'lost':
      return 'warning';
    case 'refused':
      return 'error';
    default:
      return notice satisfies never;
  }
};

const noticeText = (notice: Notice, { consoleTexts: { notices }, common }: Texts): string => {
  switch (notice.kind) {
    case 'saved':
      return notices.saved(notice.nickname, notice.ticket);
    case 'saved_elsewhere':
      return notices.savedElsewhere(notice.nickname, notice.ticket);
    case 'missed':
      return notices.missed(notice.nickname, notice.ticket);
    case 'closed_elsewhere':
      return notices.closedElsewhere(notice.nickname);
    case 'nothing_to_save':
      return notices.nothingToSave(notice.nickname);
    case 'deleted':
      return notices.deleted(notice.nickname);
    case 'left':
      return notices.left(notice.nickname);
    case 'handed_over':
      return notices.handedOver(notice.nickname, notice.to);
    case 'unsaid':
      return notices.unsaid(notice.nickname);
    case 'declined':
      return notices.declined(notice.nickname, notice.by);
    case 'mentioned':
      return notices.mentioned(notice.nickname, notice.by);
    case 'fields_unsaved':
      return notices.fieldsUnsaved;
    case 'lost':
      return notices.lost;
    case 'refused':
      return refusalText(common, notice.refusal);
    default:
      return notice satisfies never;
  }
};

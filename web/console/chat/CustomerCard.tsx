// Who the customer is (S141): the account, the page, earlier chats and tickets, and a note that stays. Fetched when it is opened.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { CustomerNote } from '../../../shared/card-routes.ts';
import type { ChatSummary } from '../../../shared/model.ts';
import type { RouteReply } from '../../../shared/routes.ts';
import { type Answer, answerText, request } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { formatDateTime } from '../../ui/time.ts';
import { pathTo } from '../shell/paths.ts';
import { useTexts } from '../shell/uses.tsx';
import type { ChatWindow } from '../state/chat-window.ts';
import { besideTexts } from './beside-texts.ts';

type Card = RouteReply<'GET /api/chats/{chatId}/customer'>;

export const CustomerCard = ({ window, chat }: { window: ChatWindow; chat: ChatSummary }) => {
  const texts = besideTexts.use();
  const { common, ui } = useTexts();
  const [card, setCard] = useState<Answer<Card>>();
  const load = async () => setCard(await request('GET /api/chats/{chatId}/customer', { chatId: chat.id }));
  // Gone with the chat.
  const page = chat.ended ? undefined : window.customer.page.value;
  return (
    <details
      class="customer-card"
      onToggle={(event) => {
        if (event.currentTarget.open && !(card && 'ok' in card)) void load();
      }}
    >
      <summary>
        {texts.customer}
        <span class="customer-card__who">
          {' '}
          <bdi>{chat.customer.name}</bdi>
          {page && (
            <>
              {' · '}
              {texts.on} <bdi>{page.title || page.path}</bdi>
            </>
          )}
        </span>
      </summary>
      <div class="customer-card__body">
        {!card && <p role="status">{ui.loading}</p>}
        {card && !('ok' in card) && <p role="alert">{answerText(card, ui, common)}</p>}
        {card && 'ok' in card && (
          <>
            <Facts card={card.ok} page={page} />
            <Note chat={chat} first={card.ok.note} />
          </>
        )}
      </div>
    </details>
  );
};

const Facts = ({ card, page }: { card: Card; page: ChatWindow['customer']['page']['value'] }) => {
  const texts = besideTexts.use();
  const { common, ui } = useTexts();
  const { customer, email, groups, language, device, chats, tickets } = card;
  const rows: readonly (readonly [string, ComponentChildren])[] = [
    [texts.account, customer.login || customer.name],
    [texts.email, email],
    [texts.groups, groups.join(', ')],
    [texts.language, language && ui.languages[language]],
    [texts.device, device && [device.browser, device.system].filter(Boolean).join(', ')],
    [texts.page, page && `${page.title} (${page.path})`],
    [
      texts.chats,
      chats.length > 0 && (
        <Links
          links={chats.map(({ id, startedAt }) => [
            pathTo('chats', id),
            formatDateTime(startedAt, common.locale),
          ])}
        />
      ),
    ],
    [
      texts.tickets,
      tickets.length > 0 && (
        <Links
          links={tickets.map(({ number, subject, status }) => [
            pathTo('tickets', number),
            `${number} ${subject} (${common.ticketStates[status]})`,
          ])}
        />
      ),
    ],
  ];
  return (
    <dl>
      {rows.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
};

const Links = ({ links }: { links: readonly (readonly [href: string, label: string])[] }) => (
  <ul>
    {links.map(([href, label]) => (
      <li key={href}>
        <a href={href}>{label}</a>
      </li>
    ))}
  </ul>
);

/** Saved over nobody's: who was quicker is read first. */
const Note = ({ chat, first }: { chat: ChatSummary; first: CustomerNote }) => {
  const texts = besideTexts.use();
  const {
    common,
    ui,
    consoleTexts: { editing },
  } = useTexts();
  const [note, setNote] = useState(first);
  const [text, setText] = useState(first.text);
  const [answer, setAnswer] = useState<Answer<CustomerNote>>();
  const save = async (event: Event) => {
    event.preventDefault();
    const saved = await request('PUT /api/chats/{chatId}/customer/note', {
      chatId: chat.id,
      text,
      rev: note.rev,
    });
    setAnswer(saved);
    if ('ok' in saved) return setNote(saved.ok);
    if (!('error' in saved) || saved.error.code !== 'outdated') return;
    const now = await request('GET /api/chats/{chatId}/customer', { chatId: chat.id });
    if ('ok' in now) setNote(now.ok.note);
  };
  const isOutdated = answer && 'error' in answer && answer.error.code === 'outdated';
  return (
    <form onSubmit={save}>
      <label>
        {texts.note}
        <textarea
          class="input"
          rows={2}
          dir="auto"
          value={text}
          placeholder={texts.noteHint}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAnswer(undefined);
          }}
        />
      </label>
      <div class="customer-card__save">
        <Button small type="submit" disabled={text.trim() === note.text}>
          {editing.save}
        </Button>
        <p role="status">
          {isOutdated
            ? texts.noteOutdated(note.text)
            : answer && !('ok' in answer)
              ? answerText(answer, ui, common)
              : answer
                ? editing.saved
                : note.by && note.at && texts.noteBy(note.by.name, formatDateTime(note.at, common.locale))}
        </p>
      </div>
    </form>
  );
};

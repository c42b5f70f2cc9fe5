// What the chat window shows and what the customer can do in it, for its views: as types alone.
import type { ReadonlySignal, Signal } from '@preact/signals';
import type { ChatId, Cid, Person, Stars } from '../../../shared/model.ts';
import type { Connection, Conversation } from '../../connection/types.ts';
import type { Answer } from '../../ui/api.ts';
import type { Placement } from '../browser/placement.ts';
import type { Availability } from './availability.ts';
import type { Row } from './lines.ts';
import type { View, ViewChange } from './view.ts';

/** A question that is left where nobody is there to chat. */
export interface Message {
  readonly email: string;
  readonly text: string;
}

export interface Widget {
  readonly status: Connection['status'];
  /** Goes on here after another page of the same customer took the connection. */
  use(): void;
  readonly view: ReadonlySignal<View>;
  /** Open, or made small to the tab. */
  readonly shown: Signal<boolean>;
  /** The nickname of whoever gives none (S18). */
  readonly login: string;
  readonly nickname: Signal<string>;
  readonly email: Signal<string>;
  /** What the chat is to begin with (S143). */
  readonly question: Signal<string>;
  /** Where the log is scrolled to, in pixels from its top; nothing when it follows the newest message. */
  readonly scroll: Signal<number | undefined>;
  readonly draft: ReadonlySignal<string>;
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** Messages that came while the window was small, its log scrolled up or another tab looked at. */
  readonly unread: ReadonlySignal<number>;
  /** The last of them. */
  readonly lastUnread: ReadonlySignal<string | undefined>;
  /** The agents in the chat; empty while nobody takes part, undefined without a chat. */
  readonly agents: ReadonlySignal<readonly Person[] | undefined>;
  /** Nobody took part for so long that another way is offered. */
  readonly waitsLong: ReadonlySignal<boolean>;
  /** Who of the helpdesk is typing. */
  readonly typing: ReadonlySignal<string | undefined>;
  /** Whether a chat can be started now. */
  readonly room: Availability['room'];
  /** Seconds until the chat times out, once that was announced (S10). */
  readonly left: ReadonlySignal<number | undefined>;
  readonly placement: Placement;
  readonly silent: Signal<boolean>;
  readonly stars: Signal<Stars | undefined>;
  readonly comment: Signal<string>;
  /** Starts a chat with what was filled in, the first or a next one. */
  start(): Promise<void>;
  type(draft: string): void;
  /** Sends the draft, unless it is too long or there is nothing in it. */
  send(): void;
  /** Sends a failed message again. */
  again(cid: Cid): void;
  /** A failed message goes back under the cursor, before what is there. */
  restoreDraft(cid: Cid): void;
  /** The cross. */
  leave(): void;
  /** To another view; false when the change does not fit the one there is. What leads there stands in beside.ts. */
  change(what: ViewChange): boolean;
  /** Asks the server, again when the answer was lost. */
  readonly ask: Connection['call'];
  /** Has the PDF of a chat made, and starts its download. */
  fetchPdf(chatId: ChatId): Promise<Answer<unknown>>;
  /** The stars of a chat were received. */
  thank(chat: Conversation): Promise<void>;
  /** Keeps what was typed for the page where a message can be left. */
  handOver(message: Message): void;
  /** From the choices to the stars, from there away. */
  close(): void;
}

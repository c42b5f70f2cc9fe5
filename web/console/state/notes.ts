// The notes of one chat as a window has them, and the one that is being written. No DOM.
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ChatId, Cid, Note, Person } from '../../../shared/model.ts';
import type { ShownEntry } from '../../../shared/timeline.ts';
import type { Connection, Conversation } from '../../connection/types.ts';
import type { Failure } from '../../ui/api.ts';

/** Notes by the seq of the entry they stand behind. */
export type PlacedNotes = Readonly<Record<number, readonly Note[]>>;

/** By time: each note behind the last entry that was there when it was made. */
export const placeNotes = (notes: readonly Note[], entries: readonly ShownEntry[]): PlacedNotes => {
  const placed: Record<number, Note[]> = {};
  for (const note of notes) {
    const before = entries.findLast(({ at }) => at <= note.at) ?? entries[0];
    if (!before) continue;
    const there = placed[before.seq];
    if (there) there.push(note);
    else placed[before.seq] = [note];
  }
  return placed;
};

export interface Notes {
  readonly placed: ReadonlySignal<PlacedNotes>;
  /** Whether a note is being written, which is chosen on purpose (S136). */
  readonly isWriting: Signal<boolean>;
  /** Stores a note, however often that takes; gives why it is not stored. */
  add(wish: NoteWish): Promise<Failure | undefined>;
  close(): void;
}

export interface NoteWish {
  /** The same for every try. */
  readonly cid: Cid;
  readonly text: string;
  readonly mentions: readonly Person[];
  readonly named: boolean;
}

export interface NotesDeps {
  readonly connection: Connection;
  readonly chatId: ChatId;
  readonly conversation: Pick<Conversation, 'entries'>;
  /** Whether there are any, as far as the desk was told. */
  readonly isNoted: ReadonlySignal<boolean>;
}

/** Asked again this often while no answer comes; between two tries a moment, and the connection is waited for. */
const TRIES = 6;
const PAUSE_MS = 500;

export const createNotes = ({ connection, chatId, conversation, isNoted }: NotesDeps): Notes => {
  const list = signal<readonly Note[]>([]);
  const isWriting = signal(false);
  let isClosed = false;
  let loading: Promise<void> | undefined;

  /** What takes a note back is the note without its text. */
  const put = (notes: readonly Note[]) => {
    const known = new Map(list.peek().map((note) => [note.seq, note]));
    for (const note of notes) if (!known.get(note.seq)?.redacted) known.set(note.seq, note);
    list.value = [...known.values()].sort((a, b) => a.seq - b.seq);
  };
  const last = () => list.peek().at(-1)?.seq ?? 0;

  /** From the start: they are few, and one may have been taken back meanwhile. */
  const read = async () => {
    for (let after = 0, more = true; more && !isClosed; ) {
      const answer = await connection.call('chat.notes', { chatId, after });
      if (!('ok' in answer)) return;
      put(answer.ok.notes);
      after = answer.ok.notes.at(-1)?.seq ?? after;
      more = answer.ok.more;
    }
  };
  const load = () => {
    loading ??= read().finally(() => {
      loading = undefined;
    });
    return loading;
  };

  const stops = [
    // The first entries say that the server knows this tab; before that it gives no notes.
    effect(() => {
      if (isNoted.value && conversation.entries.value.length > 0 && list.peek().length === 0) void load();
    }),
    connection.listen((event) => {
      if (event.event !== 'notes.added' || event.chatId !== chatId) return;
      const hasGap = event.notes.some(({ seq }) => seq > last() + 1);
      put(event.notes);
      if (hasGap) void load();
    }),
    connection.onConnected(() => {
      if (list.peek().length > 0) void load();
    }),
  ];

  const add: Notes['add'] = async ({ mentions, ...wish }) => {
    let after = last();
    let answer: Awaited<ReturnType<typeof ask>> = { lost: true };
    const ask = () =>
      connection.call('chat.note', { chatId, after, ...wish, mentions: mentions.map(({ id }) => id) });
    for (let tries = 0; tries < TRIES && !isClosed; tries++) {
      answer = await ask();
      if ('ok' in answer) {
        put([answer.ok.note]);
        return undefined;
      }
      if ('error' in answer && answer.error.code === 'behind') {
        // The server was set back: what is here is not what it has.
        list.value = [];
        await load();
        after = last();
      } else if ('error' in answer && answer.error.code !== 'busy' && answer.error.code !== 'internal')
        return answer;
      else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (tries + 1)));
    }
    return 'ok' in answer ? undefined : answer;
  };

  return {
    placed: computed(() => placeNotes(list.value, conversation.entries.value)),
    isWriting,
    add,
    close: () => {
      isClosed = true;
      for (const stop of stops) stop();
    },
  };
};

// The own messages of one chat on their way to the server: one at a time, in order, each until it is in the log. No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../../shared/errors.ts';
import type { ChatId, Cid, Entry } from '../../shared/model.ts';
import type { SentFile } from '../../shared/sent-file.ts';
import type { Environment } from './environment.ts';
import { newCid } from './ids.ts';
import type { Outbox, StoredMessage } from './outbox.ts';
import { waitAfter } from './retry.ts';
import type { Connection } from './types.ts';

/** Entries a message's cursor may lie back; the server reads all of them at every try. */
const FAR = 50;
/** Tries after which a refusal that might pass is taken for good. */
const MAX_TRIES = 5;

export interface SenderDeps {
  readonly chatId: ChatId;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly environment: Environment;
  /** A text as it may leave this browser (S139). */
  mask?(text: string): Promise<string>;
  /** Adds entries to the log, which tells `seen`. */
  add(entries: readonly Entry[]): void;
  /** Seq of the last entry without a gap. */
  cursor(): number;
  /** Whether the log has this message. */
  isStored(cid: Cid): boolean;
  /** Fetches what the log misses, or all of it when what it has is not the server's. */
  sync(fromStart: boolean): Promise<unknown>;
}

export interface Sender {
  readonly outgoing: ReadonlySignal<readonly StoredMessage[]>;
  say(text: string, files: readonly SentFile[] | undefined): void;
  again(cid: Cid): void;
  discard(cid: Cid): string;
  /** The log grew: what is in it is not on its way any more. */
  seen(): void;
  /** Takes in what an earlier page, or a tab that is gone, left in the outbox. */
  restore(): void;
  /** The log is as far as the server's: sends what waits, until there is nothing or no connection. */
  flush(): Promise<void>;
  close(): void;
}

export const createSender = (deps: SenderDeps): Sender => {
  const { chatId, connection, outbox, environment, isStored } = deps;
  const outgoing = signal<readonly StoredMessage[]>([]);
  let isReady = false;
  let isBusy = false;
  let isClosed = false;

  const find = (cid: Cid) => outgoing.value.find((message) => message.cid === cid);
  const remove = (cid: Cid) => {
    outgoing.value = outgoing.value.filter((message) => message.cid !== cid);
    outbox.forget(chatId, cid);
  };
  const change = (message: StoredMessage, by: Partial<StoredMessage>) => {
    // It may have reached the log meanwhile.
    if (!find(message.cid)) return;
    const changed = { ...message, ...by };
    outgoing.value = outgoing.value.map((other) => (other.cid === message.cid ? changed : other));
    outbox.save(chatId, changed);
  };

  const seen = () => {
    for (const { cid } of outgoing.value) if (isStored(cid)) remove(cid);
  };

  const say: Sender['say'] = (typed, files) => {
    // Blank lines around it would be a tall bubble with nothing in it.
    const text = typed.trim();
    const at = Math.max(environment.now(), (outgoing.value.at(-1)?.at ?? 0) + 1);
    const message: StoredMessage = { cid: newCid(), after: deps.cursor(), text, files, at, state: 'sending' };
    outgoing.value = [...outgoing.value, message];
    // Not sent before it is kept: a page that goes in between must not forget what the server may have.
    outbox.take(chatId, message);
    void send();
  };

  const send = async () => {
    if (isBusy || !isReady) return;
    isBusy = true;
    for (let tries = 0; !isClosed; ) {
      const message = outgoing.value.find(({ state }) => state === 'sending');
      if (!message) break;
      const outcome = await tryOnce(message, tries);
      if (outcome === 'wait') break;
      tries = outcome === 'next' ? 0 : tries + 1;
      if (outcome === 'again') await waitAfter(tries, environment);
    }
    isBusy = false;
  };

  /** next: this one is settled; again: after a while; now: at once; wait: for the next connection. */
  const tryOnce = async (
    message: StoredMessage,
    tries: number,
  ): Promise<'next' | 'again' | 'now' | 'wait'> => {
    const { cid } = message;
    const text = (await deps.mask?.(message.text)) ?? message.text;
    if (text !== message.text) change(message, { text });
    const files = message.files?.map(({ id }) => id);
    const answer = await connection.call('chat.say', { chatId, cid, after: cursorOf(message), text, files });
    if ('lost' in answer) return connection.status.value === 'online' ? 'again' : 'wait';
    if ('ok' in answer) {
      deps.add(answer.ok.entries);
      if (!isStored(cid)) await deps.sync(false);
      return isStored(cid) ? 'next' : 'again';
    }
    return settleRefusal(message, answer.error, tries);
  };

  /**
   * A cursor is repeated with every try, as the server looks for the message behind it. It may move up only as far
   * as this log goes: the log has no gap and no such message, so if the server has it, it stands further on.
   */
  const cursorOf = (message: StoredMessage): number => {
    const after = deps.cursor();
    if (after - message.after <= FAR) return message.after;
    change(message, { after });
    return after;
  };

  const settleRefusal = async (message: StoredMessage, refusal: Refusal, tries: number) => {
    switch (refusal.code) {
      case 'not_signed_in':
        // Stays as it is until somebody signs in again.
        return 'wait';
      case 'busy':
      case 'internal':
        if (tries < MAX_TRIES) return 'again';
        break;
      case 'behind':
        if (tries >= MAX_TRIES) break;
        await deps.sync(true);
        if (!isStored(message.cid)) change(message, { after: deps.cursor() });
        return tries === 0 ? 'now' : 'again';
      case 'chat_ended':
      case 'chat_closed':
        // The window has to say so too, even if that push went missing.
        void deps.sync(false);
        break;
      default:
        break;
    }
    change(message, { state: 'failed', refusal });
    return 'next';
  };

  return {
    outgoing,
    say,
    again: (cid) => {
      const message = find(cid);
      if (message?.state !== 'failed') return;
      change(message, { state: 'sending', refusal: undefined });
      void send();
    },
    discard: (cid) => {
      const message = find(cid);
      if (message?.state !== 'failed') return '';
      remove(cid);
      return message.text;
    },
    seen,
    restore: () => {
      const known = new Set(outgoing.value.map(({ cid }) => cid));
      const left = outbox.load(chatId).filter(({ cid }) => !known.has(cid) && !find(cid));
      if (left.length === 0) return;
      // Of the same millisecond, what was left over came first.
      outgoing.value = [...left, ...outgoing.value].sort((a, b) => a.at - b.at);
      seen();
    },
    flush: () => {
      isReady = true;
      return send();
    },
    close: () => {
      isClosed = true;
    },
  };
};

// Keeps the ticket fields of one chat saved while they are filled (S32). No DOM.
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Refusal } from '../../../shared/errors.ts';
import type { ChatId, TicketForm } from '../../../shared/model.ts';
import type { Connection } from '../../connection/types.ts';
import {
  acknowledgeFields,
  type FieldName,
  type FormDraft,
  listUnsaved,
  pickSendable,
  settleDraft,
  showForm,
  typeField,
} from './form-draft.ts';
import type { DeskEvent } from './state.ts';
import { isPassing } from './transient.ts';

/** Quiet after the last key before the fields are sent (milliseconds). */
const SAVE_AFTER_MS = 1500;
/** Wait before a refused save is tried again (milliseconds). */
const RETRY_AFTER_MS = 5000;

export type SaveStatus =
  | { readonly kind: 'quiet' }
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly refusal?: Refusal };

export interface TicketFields {
  readonly shown: () => TicketForm | undefined;
  readonly draft: ReadonlySignal<FormDraft>;
  readonly status: ReadonlySignal<SaveStatus>;
  focus(name: FieldName): void;
  blur(): void;
  type(name: FieldName, text: string): void;
  /** What was typed and is not saved. */
  unsaved(): readonly string[];
  /** Sends what is unsaved now; false when something could not be saved. */
  flush(): Promise<boolean>;
  close(): void;
}

export interface TicketFieldsDeps {
  readonly connection: Connection;
  readonly chatId: ChatId;
  readonly form: () => TicketForm | undefined;
  readonly dispatch: (event: DeskEvent) => void;
  readonly restored: FormDraft;
}

export const createTicketFields = (deps: TicketFieldsDeps): TicketFields => {
  const { connection, chatId, form, dispatch } = deps;
  const draft = signal<FormDraft>(deps.restored);
  const status = signal<SaveStatus>({ kind: 'quiet' });
  let focused: FieldName | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | undefined;
  let closed = false;
  /** Counts what colleagues changed, to notice a change that crossed our own request. */
  let changes = 0;

  const settle = () => {
    const server = form();
    if (server) draft.value = settleDraft(server, draft.value, focused);
  };

  /** Reads the fields until no colleague's change crossed the answer. */
  const read = async () => {
    for (let before = -1; before !== changes && !closed; ) {
      before = changes;
      const answer = await connection.call('chat.form', { chatId });
      if (!('ok' in answer)) return;
      dispatch({ event: 'form.read', chatId, form: answer.ok });
    }
    settle();
  };

  const saveAll = async (): Promise<boolean> => {
    for (;;) {
      const server = form();
      if (!server || closed) return false;
      const fields = pickSendable(server, draft.value);
      if (Object.keys(fields).length === 0) {
        const isDone = listUnsaved(server, draft.value).length === 0;
        if (isDone && status.value.kind === 'unsaved') status.value = { kind: 'quiet' };
        return isDone;
      }
      status.value = { kind: 'saving' };
      const before = changes;
      const answer = await connection.call('chat.fill', { chatId, fields });
      if (!('ok' in answer)) {
        const refusal = 'error' in answer ? answer.error : undefined;
        status.value = { kind: 'failed', ...(refusal && { refusal }) };
        if (!refusal || isPassing(refusal)) saveAfter(RETRY_AFTER_MS);
        return false;
      }
      draft.value = acknowledgeFields(draft.value, fields);
      dispatch({ event: 'form.changed', chatId, fields });
      settle();
      // Who of the two was last is for the server to say.
      if (before !== changes) await read();
      status.value = { kind: 'saved' };
    }
  };

  const flush = (): Promise<boolean> => {
    clearTimeout(timer);
    running ??= saveAll().finally(() => {
      running = undefined;
    });
    return running;
  };

  const saveAfter = (milliseconds: number) => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(flush, milliseconds);
  };

  const stopListening = connection.listen((event) => {
    if (event.event === 'form.changed' && event.chatId === chatId) changes++;
  });
  let isFirst = true;
  const stopConnectListener = connection.onConnected(() => {
    // A chat just joined came with its fields.
    const known = isFirst && form() !== undefined;
    isFirst = false;
    void (known ? Promise.resolve() : read()).then(flush);
  });

  return {
    draft,
    status,
    shown: () => {
      const server = form();
      return server && showForm(server, draft.value);
    },
    focus: (name) => {
      focused = name;
      const server = form();
      if (server) draft.value = typeField(server, draft.value, name, showForm(server, draft.value)[name]);
    },
    blur: () => {
      focused = undefined;
      settle();
      void flush();
    },
    type: (name, text) => {
      const server = form();
      if (!server) return;
      draft.value = typeField(server, draft.value, name, text);
      status.value = { kind: 'unsaved' };
      saveAfter(SAVE_AFTER_MS);
    },
    unsaved: () => {
      const server = form();
      return server ? listUnsaved(server, draft.value).map((name) => draft.value[name]?.text ?? '') : [];
    },
    flush,
    close: () => {
      closed = true;
      clearTimeout(timer);
      stopListening();
      stopConnectListener();
    },
  };
};

// The ticket fields of one chat while they are typed in: what differs from the server, and what to send. Pure.
import type { TicketForm } from '../../../shared/model.ts';
import {
  CATEGORY_MAX,
  cleanEmail,
  EMAIL_MAX,
  isEmail,
  REMARKS_MAX,
  SUBJECT_MAX,
} from '../../../shared/rules.ts';

export type FieldName = keyof TicketForm;
export type FormFields = Readonly<Partial<TicketForm>>;
const MAX = {
  subject: SUBJECT_MAX,
  category: CATEGORY_MAX,
  remarks: REMARKS_MAX,
  email: EMAIL_MAX,
} as const satisfies Record<FieldName, number>;

export const fieldNames = Object.keys(MAX) as readonly FieldName[];

/** A field that is being edited: what stands in it, and what the server had when that began. */
export interface Editing {
  readonly text: string;
  readonly base: string;
}
export type FormDraft = Readonly<Partial<Record<FieldName, Editing>>>;

/** What stands in the fields: what is typed, else what the server has. */
export const showForm = (form: TicketForm, draft: FormDraft): TicketForm => ({
  subject: draft.subject?.text ?? form.subject,
  category: draft.category?.text ?? form.category,
  remarks: draft.remarks?.text ?? form.remarks,
  email: draft.email?.text ?? form.email,
});

/** Types in a field; typing what stands there already only holds it against changes by others (the focus). */
export const typeField = (form: TicketForm, draft: FormDraft, name: FieldName, text: string): FormDraft => ({
  ...draft,
  [name]: { text, base: draft[name]?.base ?? form[name] },
});

const isUnsaved = (form: TicketForm, draft: FormDraft, name: FieldName): boolean => {
  const editing = draft[name];
  return editing !== undefined && editing.text !== editing.base && editing.text !== form[name];
};

/** The fields whose text the server does not have. */
export const listUnsaved = (form: TicketForm, draft: FormDraft): readonly FieldName[] =>
  fieldNames.filter((name) => isUnsaved(form, draft, name));

/** What to send: an address that is not one (yet) waits until it is, and so does what is too long. */
export const pickSendable = (form: TicketForm, draft: FormDraft): FormFields =>
  Object.fromEntries(
    listUnsaved(form, draft)
      .map((name) => [name, draft[name]?.text ?? ''] as const)
      .filter(([name, text]) => text.length <= MAX[name])
      .filter(([name, text]) => name !== 'email' || text.trim() === '' || isEmail(text.trim()))
      .map(([name, text]) => [name, name === 'email' ? cleanEmail(text) : text]),
  );

/** The server has these fields now. */
export const acknowledgeFields = (draft: FormDraft, sent: FormFields): FormDraft =>
  Object.fromEntries(
    fieldNames.flatMap((name) => {
      const editing = draft[name];
      if (!editing) return [];
      const base = sent[name] ?? editing.base;
      // The address is sent as it is stored.
      const text = name === 'email' && cleanEmail(editing.text) === base ? base : editing.text;
      return [[name, { text, base }]];
    }),
  );

/** Lets go of every field that has nothing unsaved, so it shows the server's text again; not of the one in focus. */
export const settleDraft = (form: TicketForm, draft: FormDraft, focused: FieldName | undefined): FormDraft =>
  Object.fromEntries(
    fieldNames
      .filter((name) => draft[name] && (name === focused || isUnsaved(form, draft, name)))
      .map((name) => [name, draft[name]]),
  );

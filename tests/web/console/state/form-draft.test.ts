// Ticket fields that several agents fill at once (S32): what is shown, what is sent, what is never overwritten.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acknowledgeFields,
  type FormDraft,
  listUnsaved,
  pickSendable,
  settleDraft,
  showForm,
  typeField,
} from '../../../../web/console/state/form-draft.ts';
import { aForm } from '../../../support/builders.ts';

const none: FormDraft = {};

describe('[S32] a field', () => {
  test('that is typed in keeps what was typed when a colleague changes it', () => {
    const draft = typeField(aForm(), none, 'subject', 'Factuur');
    const theirs = aForm({ subject: 'Iets anders', remarks: 'gebeld' });
    expect(showForm(theirs, draft)).toEqual(aForm({ subject: 'Factuur', remarks: 'gebeld' }));
    expect(pickSendable(theirs, draft)).toEqual({ subject: 'Factuur' });
  });

  test('that only has the focus is held, not sent, and shows the colleague’s text after it', () => {
    const draft = typeField(aForm(), none, 'subject', '');
    const theirs = aForm({ subject: 'Iets anders' });
    expect(showForm(theirs, draft).subject).toBe('');
    expect(pickSendable(theirs, draft)).toEqual({});
    expect(showForm(theirs, settleDraft(theirs, draft, undefined)).subject).toBe('Iets anders');
  });

  test('that was saved and left shows what a colleague makes of it', () => {
    const typed = typeField(aForm(), none, 'subject', 'Factuur');
    const saved = settleDraft(
      aForm({ subject: 'Factuur' }),
      acknowledgeFields(typed, { subject: 'Factuur' }),
      undefined,
    );
    expect(saved).toEqual({});
  });

  test('typed on during a save stays unsaved', () => {
    const typed = typeField(aForm(), none, 'subject', 'Fact');
    const more = typeField(aForm(), typed, 'subject', 'Factuur');
    const form = aForm({ subject: 'Fact' });
    const draft = settleDraft(form, acknowledgeFields(more, { subject: 'Fact' }), 'subject');
    expect(pickSendable(form, draft)).toEqual({ subject: 'Factuur' });
  });

  test('typed back to what the server has is not sent', () => {
    const form = aForm({ subject: 'Factuur' });
    const draft = typeField(form, typeField(form, none, 'subject', 'F'), 'subject', 'Factuur');
    expect(listUnsaved(form, draft)).toEqual([]);
  });
});

describe('[S36] the e-mail address', () => {
  test('is not sent before it is one', () => {
    const draft = typeField(aForm(), none, 'email', 'jan@');
    expect(pickSendable(aForm(), draft)).toEqual({});
    expect(listUnsaved(aForm(), draft)).toEqual(['email']);
  });

  test('can be taken away', () => {
    const form = aForm({ email: 'jan@jansen.nl' });
    expect(pickSendable(form, typeField(form, none, 'email', ''))).toEqual({ email: '' });
  });

  test('is sent without white space around it, once', () => {
    const draft = typeField(aForm(), none, 'email', ' jan@jansen.nl ');
    expect(pickSendable(aForm(), draft)).toEqual({ email: 'jan@jansen.nl' });
    const form = aForm({ email: 'jan@jansen.nl' });
    const after = acknowledgeFields(draft, { email: 'jan@jansen.nl' });
    expect(showForm(form, after).email).toBe('jan@jansen.nl');
    expect(listUnsaved(form, after)).toEqual([]);
  });
});

test('whatever is typed, saved and changed by others: the last typed text is shown or sent', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('type' as const), text: fc.string({ maxLength: 3 }) }),
    fc.record({ do: fc.constant('colleague' as const), text: fc.string({ maxLength: 3 }) }),
    fc.record({ do: fc.constant('save' as const), text: fc.constant('') }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let form = aForm();
      let draft: FormDraft = {};
      let typed: string | undefined;
      for (const { do: what, text } of steps) {
        if (what === 'type') {
          typed = text;
          draft = typeField(form, draft, 'remarks', text);
        } else if (what === 'colleague') form = { ...form, remarks: text };
        else {
          const fields = pickSendable(form, draft);
          form = { ...form, ...fields };
          draft = settleDraft(form, acknowledgeFields(draft, fields), 'remarks');
          expect(listUnsaved(form, draft)).toEqual([]);
        }
        if (typed !== undefined) expect(showForm(form, draft).remarks).toBe(typed);
      }
    }),
  );
});

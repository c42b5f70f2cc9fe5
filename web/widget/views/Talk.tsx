// The conversation: log, who is typing, and below it the composer or, after the end, the choices.
import type { Texts } from '../texts.ts';
import type { View } from '../view.ts';
import type { Widget } from '../widget.ts';
import { Composer } from './Composer.tsx';
import { EndedChoices } from './EndedChoices.tsx';
import { LeaveDialog } from './LeaveDialog.tsx';
import { Log } from './Log.tsx';

interface Props {
  readonly widget: Widget;
  readonly texts: Texts;
  readonly view: Extract<View, { kind: 'talking' | 'leaving' | 'ending' | 'ended' }>;
}

export const Talk = ({ widget, texts, view }: Props) => (
  <>
    <Log widget={widget} texts={texts} chat={view.chat} canSend={view.kind !== 'ended'} />
    {view.kind === 'ended' ? (
      <EndedChoices widget={widget} texts={texts} view={view} />
    ) : (
      <Composer widget={widget} texts={texts} chat={view.chat} />
    )}
    {(view.kind === 'leaving' || view.kind === 'ending') && (
      <LeaveDialog widget={widget} texts={texts} view={view} />
    )}
  </>
);

// The messages of a notice list, each announced as it comes and closed by its cross. What they say comes from the site.
import type { ComponentChildren } from 'preact';
import { Alert, type AlertKind } from './Alert.tsx';
import { IconButton } from './Button.tsx';
import { closeIcon } from './icons.ts';
import type { NoticeList as List, Posted } from './notices.ts';
import type { UiTexts } from './types.ts';

interface Props<N> {
  list: List<N>;
  texts: UiTexts;
  kindOf: (notice: N) => AlertKind;
  /** Over the page, at its head, where it has no place of its own for them. */
  isFloating?: boolean;
  children: (notice: Posted<N>) => ComponentChildren;
}

export const NoticeList = <N extends object>({
  list,
  texts,
  kindOf,
  isFloating = false,
  children,
}: Props<N>) => (
  <div
    class={`notices${isFloating ? ' notices--floating' : ''}`}
    onPointerEnter={() => list.setRead('pointer', true)}
    onPointerLeave={() => list.setRead('pointer', false)}
    onFocusIn={() => list.setRead('focus', true)}
    onFocusOut={() => list.setRead('focus', false)}
  >
    {list.shown.value.map((notice) => (
      <Alert key={notice.id} kind={kindOf(notice)}>
        <div class="notice notice--closable">
          <div class="notice__body">{children(notice)}</div>
          <IconButton
            small
            icon={closeIcon}
            label={texts.closeMessage}
            onClick={() => list.dismiss(notice.id)}
          />
        </div>
      </Alert>
    ))}
  </div>
);

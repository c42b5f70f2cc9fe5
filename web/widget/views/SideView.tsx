// In the place of a side view: that view as soon as it was fetched, until then that it is on its way.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { useFocus } from './focus.ts';
import type { BubbleProps, SideViewName, ViewProps } from './props.ts';

type Props = ViewProps &
  Partial<BubbleProps> & {
    view: SideViewName;
    /** Until it was fetched; and where it cannot be, unless that is nothing. What stands for itself has nothing of the kind. */
    instead?: ComponentChildren;
  };

export const SideView = (props: Props) => {
  const { view, texts, focus, sideViews, instead } = props;
  const state = sideViews.state.value;
  useFocus(focus);
  useEffect(() => void sideViews.fetch(), []);
  if (state.kind === 'here') {
    const View = state.part.views[view];
    return <View {...props} texts={{ ...texts, ...state.part.texts }} />;
  }
  if (state.kind === 'waiting' ? instead !== undefined : instead) return <>{instead}</>;
  return (
    <div class="waiting">
      {state.kind === 'failed' ? (
        <Alert kind="error">
          {texts.noAnswer} <Button onClick={() => location.reload()}>{texts.reloadPage}</Button>
        </Alert>
      ) : (
        <p role="status" tabIndex={-1} ref={focus.take}>
          {texts.loading}
        </p>
      )}
    </div>
  );
};

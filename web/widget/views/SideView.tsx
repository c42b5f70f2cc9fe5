// In the place of a side view: that view as soon as it was fetched, until then that it is on its way.
import { useEffect } from 'preact/hooks';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { useFocus } from './focus.ts';
import type { BubbleProps, SideViewName, ViewProps } from './props.ts';

/** What stands beside something else, which can do without them for a moment. */
const BESIDE: readonly SideViewName[] = [
  'Allowed',
  'CharacterCount',
  'ConnectionBanner',
  'Countdown',
  'LongWait',
  'Masked',
  'PoppedOutNotice',
  'Tab',
  'TakeBack',
];

export const SideView = (props: ViewProps & Partial<BubbleProps> & { view: SideViewName }) => {
  const { view, texts, focus, sideViews } = props;
  const state = sideViews.state.value;
  useFocus(focus);
  useEffect(() => void sideViews.fetch(), []);
  if (state.kind === 'here') {
    const View = state.part.views[view];
    return <View {...props} texts={{ ...texts, ...state.part.texts }} />;
  }
  if (state.kind === 'waiting' && BESIDE.includes(view)) return null;
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

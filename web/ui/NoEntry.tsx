// In the place of a page: why it cannot be shown to this person, and what can be done about it.
import { Alert } from './Alert.tsx';
import { answerText, type Failure } from './api.ts';
import { Button } from './Button.tsx';
import { logOut } from './session.ts';
import type { CommonTexts, UiTexts } from './types.ts';

interface Props {
  failure: Failure;
  ui: UiTexts;
  common: CommonTexts;
}

export const NoEntry = ({ failure, ui, common }: Props) => {
  // Nobody gets in with this account; somebody else may want to use this browser.
  const isBlocked = 'error' in failure && failure.error.code === 'account_blocked';
  return (
    <div class="failed">
      <Alert kind="error">{answerText(failure, ui, common)}</Alert>
      <Button onClick={() => (isBlocked ? void logOut() : location.reload())}>
        {isBlocked ? ui.logOut : ui.again}
      </Button>
    </div>
  );
};

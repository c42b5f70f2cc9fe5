// Why a form was not sent, that nothing of it is lost, and the way on when somebody has to sign in, or somebody else has.
import { Alert } from '../ui/Alert.tsx';
import type { Failure } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { goToLogin } from '../ui/session.ts';
import type { Texts } from './texts.ts';

interface Props {
  fault: Failure;
  reason: string;
  texts: Texts;
}

export const FormError = ({ fault, reason, texts: { portal } }: Props) => (
  <Alert kind="error">
    <p>{reason}</p>
    <p>{portal.ticket.kept}</p>
    {'error' in fault && fault.error.code === 'not_signed_in' && (
      <p>
        <Button small onClick={goToLogin}>
          {portal.ticket.signIn}
        </Button>
      </p>
    )}
    {'error' in fault && fault.error.code === 'other_account' && (
      <p>
        <Button small onClick={() => location.reload()}>
          {portal.ticket.reload}
        </Button>
      </p>
    )}
  </Alert>
);

// Why a form was not sent, that nothing of it is lost, and the way to the login page when that is what is missing.
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

export const FormFault = ({ fault, reason, texts: { portal } }: Props) => (
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
  </Alert>
);

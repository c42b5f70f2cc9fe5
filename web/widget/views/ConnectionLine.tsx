// One line that says so when the connection is not there; silent when all is well.
import type { ConnectionStatus } from '../../connection/types.ts';
import type { Texts } from '../texts.ts';

interface Props {
  readonly status: ConnectionStatus;
  readonly texts: Texts;
}

export const ConnectionLine = ({ status, texts }: Props) => (
  <div role="status">{status !== 'online' && <Line status={status} texts={texts} />}</div>
);

const Line = ({ status, texts }: { status: Exclude<ConnectionStatus, 'online'>; texts: Texts }) => {
  switch (status) {
    case 'connecting':
    case 'offline':
      return <p class={`connection connection--${status}`}>{texts.widget.connection[status]}</p>;
    case 'stopped':
      return (
        <p class="connection connection--stopped">
          {texts.common.refusals.not_signed_in()}{' '}
          <button type="button" class="link" onClick={() => location.reload()}>
            {texts.widget.connection.reload}
          </button>
        </p>
      );
    default:
      return status satisfies never;
  }
};

// What keeps the chat from going on, or from where it was to go.
import { useReasonToStop } from '../../ui/use-reason-to-stop.ts';
import type { SideProps } from './props.ts';

export const ConnectionBanner = ({ widget, texts }: SideProps) => {
  const status = widget.status.value;
  const reason = useReasonToStop(status === 'stopped');
  switch (status) {
    case 'stopped':
      if (!reason) return null;
      // Signing in again is no way out of this.
      if (reason === 'account_blocked') return <p class="small banner">{texts.accountBlocked}</p>;
      return (
        <p class="small banner">
          {texts.refusals.not_signed_in()}{' '}
          <button type="button" class="link" onClick={() => location.reload()}>
            {texts.reloadPage}
          </button>
        </p>
      );
    case 'replaced':
      return (
        <p class="small banner">
          {texts.replaced}{' '}
          <button type="button" class="link" onClick={() => widget.use()}>
            {texts.goOnHere}
          </button>
        </p>
      );
    case 'offline':
      // A chat that is over waits for nothing until something is asked.
      return widget.view.value.kind === 'ended' ? null : <p class="small banner">{texts.offline}</p>;
    default:
      return <p class="small banner">{texts.windowBlocked}</p>;
  }
};

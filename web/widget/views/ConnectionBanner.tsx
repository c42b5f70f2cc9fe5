// What keeps the chat from going on, or from where it was to go.
import type { SideProps } from './props.ts';

export const ConnectionBanner = ({ widget, texts }: SideProps) => {
  switch (widget.status.value) {
    case 'stopped':
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
      return <p class="small banner">{texts.offline}</p>;
    default:
      return <p class="small banner">{texts.windowBlocked}</p>;
  }
};

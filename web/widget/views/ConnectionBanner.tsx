// What keeps the chat from going on, or from where it was to go; nothing when all is well.
import type { ViewProps } from './props.ts';

export const ConnectionBanner = ({ widget, texts }: ViewProps) => {
  const status = widget.status.value;
  return (
    <div role="status">
      {status === 'stopped' ? (
        <p class="small banner">
          {texts.refusals.not_signed_in()}{' '}
          <button type="button" class="link" onClick={() => location.reload()}>
            {texts.reloadPage}
          </button>
        </p>
      ) : status === 'replaced' ? (
        <p class="small banner">
          {texts.replaced}{' '}
          <button type="button" class="link" onClick={() => widget.use()}>
            {texts.goOnHere}
          </button>
        </p>
      ) : status === 'offline' ? (
        <p class="small banner">{texts.offline}</p>
      ) : (
        widget.placement.isBlocked.value && <p class="small banner">{texts.windowBlocked}</p>
      )}
    </div>
  );
};

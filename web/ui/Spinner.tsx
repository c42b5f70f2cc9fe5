// Something is being waited for; the label says what.

export const Spinner = ({ label }: { label: string }) => (
  <span class="spinner" role="status">
    <span class="visually-hidden">{label}</span>
  </span>
);

/** In place of a page's content while it is loaded; shows itself only after a moment. */
export const Loading = ({ label }: { label: string }) => (
  <div class="loading">
    <Spinner label={label} />
  </div>
);

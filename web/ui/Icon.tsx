// One icon, decoration only: what it means is always said in text beside it or in its button's label.

export const Icon = ({ shape }: { shape: string }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={shape} />
  </svg>
);

// Stars that were given, as a picture with its words.

interface Props {
  /** 1 to 5. */
  stars: number;
  label: string;
}

export const Stars = ({ stars, label }: Props) => (
  <span class="stars" role="img" aria-label={label} title={label}>
    {'★'.repeat(stars)}
    <span class="stars__rest">{'★'.repeat(5 - stars)}</span>
  </span>
);

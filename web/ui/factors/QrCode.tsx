// A QR code, drawn as one path; its modules come from the server, so nobody fetches what works them out.

interface Props {
  /** A row each: `1` is dark. */
  rows: readonly string[];
  label: string;
}

export const QrCode = ({ rows, label }: Props) => (
  <svg
    class="qr"
    viewBox={`0 0 ${rows.length} ${rows.length}`}
    role="img"
    aria-label={label}
    shape-rendering="crispEdges"
  >
    <path
      d={rows
        .flatMap((row, y) =>
          Array.from(
            row.matchAll(/1+/g),
            ({ 0: { length }, index }) => `M${index} ${y}h${length}v1h-${length}z`,
          ),
        )
        .join('')}
      fill="currentColor"
    />
  </svg>
);

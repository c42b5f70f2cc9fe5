// A text as a QR code, drawn as one path. What works it out is fetched by the few who set up an app.
import { useEffect, useState } from 'preact/hooks';

interface Props {
  text: string;
  label: string;
}

/** Modules of white around it, by which a camera finds it (ISO 18004). */
const BORDER = 4;

export const QrCode = ({ text, label }: Props) => {
  const [drawn, setDrawn] = useState<{ readonly path: string; readonly size: number }>();
  useEffect(() => {
    const draw = async () => {
      const { encode } = await import('uqr');
      const { data, size } = encode(text, { border: BORDER });
      const modules = data.flatMap((row, y) =>
        row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
      );
      setDrawn({ path: modules.join(''), size });
    };
    // Without it the secret is still there as text.
    draw().catch(() => {});
  }, [text]);
  return (
    drawn && (
      <svg
        class="qr"
        viewBox={`0 0 ${drawn.size} ${drawn.size}`}
        role="img"
        aria-label={label}
        shape-rendering="crispEdges"
      >
        <path d={drawn.path} fill="currentColor" />
      </svg>
    )
  );
};

// Text that someone typed, with its web addresses made clickable.
import { linkify } from './linkify.ts';

export const LinkedText = ({ text }: { text: string }) => (
  <>
    {linkify(text).map((piece) =>
      piece.href ? (
        <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow" dir="ltr">
          {piece.text}
        </a>
      ) : (
        piece.text
      ),
    )}
  </>
);

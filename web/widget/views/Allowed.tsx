// An agent asked for a number that is masked else (S139): the next message with one goes as it is.
import type { SideProps } from './props.ts';

export const Allowed = ({ texts }: SideProps) => <p class="small below">{texts.allowed}</p>;

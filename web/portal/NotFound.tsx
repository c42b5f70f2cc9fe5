// Says that a page or a ticket does not exist, and the way back.
import { EmptyState } from '../ui/EmptyState.tsx';
import { searchIcon } from '../ui/icons.ts';
import { pathTo } from './paths.ts';
import type { Texts } from './texts.ts';

interface Props {
  texts: Texts;
  title: string;
  lead: string;
}

export const NotFound = ({ texts, title, lead }: Props) => (
  <EmptyState icon={searchIcon} title={title} heading="h1">
    <p>{lead}</p>
    <a class="button button--plain" href={pathTo('start')}>
      {texts.portal.notFound.home}
    </a>
  </EmptyState>
);

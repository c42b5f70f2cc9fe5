// The frame of the console's pages beside the desk: heading, notices, and what is shown until the desk is known.
import { type ComponentChildren, Fragment, type VNode } from 'preact';
import type { Permission } from '../../../shared/model.ts';
import { refusalText } from '../../../shared/text/text.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { arrowLeftIcon } from '../../ui/icons.ts';
import { Loading } from '../../ui/Spinner.tsx';
import { Notices } from './Notices.tsx';
import style from './page.css?inline';
import { useStyle } from './style.ts';
import { useDesk, useMe, useTexts } from './uses.tsx';

interface Props {
  title: string;
  lead?: string | undefined;
  /** Said above the title: what the page is part of. */
  above?: string;
  back?: { readonly href: string; readonly label: string } | undefined;
  /** Beside the title. */
  actions?: ComponentChildren;
  /** The page asks nothing of the desk, but this right; so it is there for whoever has no right to the desk. */
  needs?: Permission;
  /** The page is about who is signed in, and asks nothing of the desk. */
  isOwn?: boolean;
  children: () => ComponentChildren;
}

export const ConsolePage = (props: Props) => {
  useStyle(style);
  const { title, lead, above, back, actions, needs, isOwn, children } = props;
  return (
    <main class="page page--console" id="content" tabIndex={-1}>
      <header>
        {back && (
          <p>
            <a class="back" href={back.href}>
              <Icon shape={arrowLeftIcon} /> {back.label}
            </a>
          </p>
        )}
        <div class="toolbar">
          <h1>
            {above && <span class="above">{above}</span>}
            {title}
          </h1>
          {actions && <div class="toolbar">{actions}</div>}
        </div>
        {lead && <p class="soft">{lead}</p>}
      </header>
      <Notices />
      {needs || isOwn ? <Permitted needs={needs} content={children} /> : <WhenDeskKnown content={children} />}
    </main>
  );
};

interface ContentProps {
  content: Props['children'];
}

const Permitted = ({ needs, content }: ContentProps & Pick<Props, 'needs'>): VNode => {
  const { common } = useTexts();
  const me = useMe();
  return !needs || me.session.value.permissions.includes(needs) ? (
    <Fragment>{content()}</Fragment>
  ) : (
    <Alert kind="warning">{refusalText(common, { code: 'forbidden' })}</Alert>
  );
};

const WhenDeskKnown = ({ content }: ContentProps): VNode => {
  const { ui, common } = useTexts();
  const desk = useDesk();
  const refusal = desk.entryRefusal.value;
  if (desk.state.value.me) return <Fragment>{content()}</Fragment>;
  return refusal ? (
    <Alert kind="error">{refusalText(common, refusal)}</Alert>
  ) : (
    <Loading label={ui.loading} />
  );
};

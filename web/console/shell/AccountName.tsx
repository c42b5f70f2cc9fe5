// A customer's account: the name, and the login of whoever has one here (S18, S120).

interface Props {
  name: string;
  login: string;
}

export const AccountName = ({ name, login }: Props) => (
  <>
    <bdi>{name}</bdi>
    {login && (
      <span>
        {' '}
        (<bdi>{login}</bdi>)
      </span>
    )}
  </>
);

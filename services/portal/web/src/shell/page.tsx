// Page is a screen's frame: its title (and its name, for the window, where the title is another), a line of what it is for, and what can be done here.
import { Title } from '@mantine/core';
import { useEffect } from 'react';
import css from './page.module.css';

export function Page({ title, name = title, about, actions, children }: { title: string; name?: string; about?: React.ReactNode; actions?: React.ReactNode; children: React.ReactNode }) {
  useEffect(() => {
    document.title = `${name} · Entente`;
  }, [name]);
  return (
    <>
      <div className={css.head}>
        <div className={css.words}>
          <Title order={1}>{title}</Title>
          {about && <p>{about}</p>}
        </div>
        {actions && <div className={css.do}>{actions}</div>}
      </div>
      {children}
    </>
  );
}

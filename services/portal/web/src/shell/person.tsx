// Who is signed in.
import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import css from './shell.module.css';

const Menu = lazy(() => import('./menu'));

const initials = (name: string) => name.split(/\s+/).map((w) => w[0]).slice(0, 2).join('').toUpperCase();

export function PersonMenu({ me }: { me: Schemas['Me'] }) {
  const { t } = useTranslation();
  const [wanted, want] = useState(false);
  const name = me.person?.name ?? t('person.bootstrap');
  const button = (
    <UnstyledButton className={css.person} onClick={wanted ? undefined : () => want(true)} aria-haspopup="menu">
      <VisuallyHidden>{t('person.menu')}</VisuallyHidden>
      <span className={css.initials} aria-hidden>{initials(name)}</span>
      <span className={css.who}>
        <span style={{ fontWeight: 560 }}>{name}</span>
        <span className="label">{me.member?.name ?? t('person.forAlliance')}</span>
      </span>
      <IconChevronRight size={16} aria-hidden />
    </UnstyledButton>
  );
  return wanted ? <Suspense fallback={button}><Menu me={me}>{button}</Menu></Suspense> : button;
}

// Who is signed in, and how they like it.
import { Avatar, Menu, SegmentedControl, UnstyledButton, VisuallyHidden, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustments, IconChevronRight, IconLogout } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import css from './shell.module.css';

const Preferences = lazy(() => import('./preferences'));

export function PersonMenu({ me }: { me: Schemas['Me'] }) {
  const { t } = useTranslation();
  const [open, preferences] = useDisclosure();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = me.person?.name ?? t('person.bootstrap');
  const signOut = async () => {
    await fetch('/session', { method: 'DELETE' });
    window.location.assign('/ui/sign-in');
  };
  return (
    <>
      <Menu position="right-end" width={272} withArrow>
        <Menu.Target>
          <UnstyledButton className={css.person}>
            <VisuallyHidden>{t('person.menu')}</VisuallyHidden>
            <Avatar size={34} radius="md" name={name} color="petrol" variant="light" aria-hidden />
            <span className={css.who}>
              <span style={{ fontWeight: 560 }}>{name}</span>
              <span className="label">{me.member?.name ?? t('person.forAlliance')}</span>
            </span>
            <IconChevronRight size={16} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {me.person && <Menu.Label>{me.person.roles.map((r) => t(`role.${r as 'admin'}`)).join(' · ')}</Menu.Label>}
          <div style={{ padding: '4px 10px 10px' }}>
            <SegmentedControl fullWidth size="xs" aria-label={t('person.theme')} value={colorScheme} onChange={(v) => setColorScheme(v as 'light')}
              data={[{ value: 'light', label: t('person.light') }, { value: 'dark', label: t('person.dark') }, { value: 'auto', label: t('person.auto') }]} />
          </div>
          <Menu.Item leftSection={<IconAdjustments size={17} stroke={1.6} />} onClick={preferences.open}>{t('person.preferences')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={17} stroke={1.6} />} onClick={() => void signOut()}>{t('person.signOut')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open && <Suspense><Preferences close={preferences.close} /></Suspense>}
    </>
  );
}

// What the person can do about themselves; loaded when it is opened.
import { Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconAdjustments, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';

async function signOut() {
  await fetch('/session', { method: 'DELETE' });
  window.location.assign('/ui/sign-in');
}

export default function PersonItems({ me, children }: { me: Schemas['Me']; children: React.ReactNode }) {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <Menu position="top-start" width={212} withArrow defaultOpened>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {me.person && <Menu.Label>{me.person.roles.map((r) => t(`role.${r as 'admin'}`)).join(' · ')}</Menu.Label>}
        <Menu.Item leftSection={<IconAdjustments size={17} stroke={1.6} />} component={Link} to={'/settings' as string}>{t('person.preferences')}</Menu.Item>
        <Menu.Item leftSection={dark ? <IconSun size={17} stroke={1.6} /> : <IconMoon size={17} stroke={1.6} />} onClick={() => setColorScheme(dark ? 'light' : 'dark')}>{t('person.theme')}: {t(dark ? 'person.light' : 'person.dark')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={17} stroke={1.6} />} onClick={() => void signOut()}>{t('person.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

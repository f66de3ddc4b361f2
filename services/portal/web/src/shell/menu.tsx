// What the person can do about themselves; loaded when it is opened.
import { Menu, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconAdjustments, IconLogout } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';

async function signOut() {
  await fetch('/session', { method: 'DELETE' });
  window.location.assign('/ui/sign-in');
}

export default function PersonItems({ me, children }: { me: Schemas['Me']; children: React.ReactNode }) {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="right-end" width={272} withArrow defaultOpened>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {me.person && <Menu.Label>{me.person.roles.map((r) => t(`role.${r as 'admin'}`)).join(' · ')}</Menu.Label>}
        <div style={{ padding: '4px 10px 10px' }}>
          <SegmentedControl fullWidth size="xs" aria-label={t('person.theme')} value={colorScheme} onChange={(v) => setColorScheme(v as 'light')}
            data={[{ value: 'light', label: t('person.light') }, { value: 'dark', label: t('person.dark') }, { value: 'auto', label: t('person.auto') }]} />
        </div>
        <Menu.Item leftSection={<IconAdjustments size={17} stroke={1.6} />} component={Link} to={'/settings' as string}>{t('person.preferences')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={17} stroke={1.6} />} onClick={() => void signOut()}>{t('person.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

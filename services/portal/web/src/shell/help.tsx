import { Group, Kbd, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

// Help is the list of shortcuts.
export default function Help({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const keys = [['Ctrl / ⌘ + K', t('shortcut.palette')], ['/', t('shortcut.search')], ['?', t('shortcut.help')], ['Esc', t('shortcut.close')]];
  return (
    <Modal opened onClose={close} title={t('person.shortcuts')} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <Stack gap="sm">
        {keys.map(([key, does]) => <Group key={key} justify="space-between"><span>{does}</span><Kbd>{key}</Kbd></Group>)}
      </Stack>
    </Modal>
  );
}

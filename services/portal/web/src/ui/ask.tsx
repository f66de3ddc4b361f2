import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Trouble } from './say';

interface Asked { title: string; close: () => void; error?: unknown; children: React.ReactNode; yes: string; busy?: boolean; off?: boolean; tone?: 'bad' | 'wide'; size?: string; run: () => void }

// Ask is a form, or a question before something that matters: it names what will come of it.
export function Ask({ title, close, error, children, yes, busy, off, tone, size, run }: Asked) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={close} title={title} size={size} closeButtonProps={{ 'aria-label': t('do.close') }}>
      <form noValidate onSubmit={(e) => { e.preventDefault(); if (!off) run(); }}>
        <Stack>
          {children}
          <Trouble error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>{t('do.cancel')}</Button>
            <Button type="submit" color={tone === 'bad' ? 'red' : tone === 'wide' ? 'copper' : undefined} loading={busy} disabled={off}>{yes}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

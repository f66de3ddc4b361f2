import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './list.module.css';
import { Copy } from './marks';

// Once shows what is shown this once, and goes away by the person's own hand alone.
export function Once({ title, value, done, close, children }: { title: string; value: string; done: string; close: () => void; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={() => {}} closeOnEscape={false} closeOnClickOutside={false} withCloseButton={false} title={title} size="lg">
      <Stack>
        {children}
        <div className={css.once}><code className="mono">{value}</code><Copy value={value} label={t('do.copy')} /></div>
        <Group justify="flex-end"><Button onClick={close} data-autofocus>{done}</Button></Group>
      </Stack>
    </Modal>
  );
}

import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { Copy } from '../../ui/marks';
import css from './webhooks.module.css';

// Secret is shown once, and goes away by the person's own hand alone.
export default function Secret({ of, close }: { of: Schemas['SubscriptionWithSecret']; close: () => void }) {
  const { t } = useTranslation(['webhooks', 'common']);
  const value = of.secret ?? of.public_key ?? '';
  return (
    <Modal opened onClose={() => {}} closeOnEscape={false} closeOnClickOutside={false} withCloseButton={false} title={t(of.secret ? 'secretTitle' : 'publicTitle')}>
      <Stack>
        <p style={{ margin: 0 }}>{t(of.secret ? 'secretHelp' : 'publicHelp')}</p>
        <div className={css.secret}><span className="mono" style={{ flex: 1 }}>{value}</span><Copy value={value} label={t('common:do.copy')} /></div>
        <Group justify="flex-end"><Button onClick={close} data-autofocus>{t(of.secret ? 'secretKept' : 'done')}</Button></Group>
      </Stack>
    </Modal>
  );
}

import { Alert, Button, Group, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, sure } from '../../api/client';
import { queries } from '../../api/queries';
import { Copy } from '../../ui/marks';
import { Trouble } from '../../ui/say';
import { When } from '../../ui/when';
import css from './developers.module.css';

// OwnKey makes a key of the person's own, that reads: shown once, and good for no longer than the session.
export function OwnKey({ me }: { me: Schemas['Me'] }) {
  const { t } = useTranslation(['developers', 'common']);
  const [name, set] = useState('quick start');
  const make = useMutation({
    mutationFn: () => sure(api.POST('/v1/people/{person}/credentials', { params: { path: { person: me.person!.id } }, body: { name, scopes: ['read'] } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['people'] }),
  });
  if (!me.person || !me.member || !me.scopes.includes('read')) return <p className={css.soft}>{t('keyElsewhere')}</p>;
  if (make.data) {
    return (
      <Alert variant="light" icon={<IconKey size={18} />} title={t('keyMade')} role="status">
        <p style={{ margin: '0 0 8px' }}>{t('keyOnce')} {make.data.expires_at && <>{t('keyUntil')} <When at={make.data.expires_at} />.</>}</p>
        <span className={css.secret}><span className="mono">{make.data.key}</span><Copy value={make.data.key} label={t('common:do.copy')} /></span>
      </Alert>
    );
  }
  return (
    <form onSubmit={(e) => { e.preventDefault(); make.mutate(); }}>
      <Group gap={8} align="flex-end">
        <TextInput label={t('keyName')} value={name} maxLength={100} onChange={(e) => set(e.currentTarget.value)} />
        <Button type="submit" leftSection={<IconKey size={16} />} disabled={!name.trim()} loading={make.isPending}>{t('keyMake')}</Button>
      </Group>
      <p className={css.soft}>{t('keyHelp')}</p>
      <Trouble error={make.error} />
    </form>
  );
}

import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { types } from '../publish/draft';
import css from './networks.module.css';

// Ask is where a network is asked for: by any observable, as the person has it.
export function Ask({ show, nothing }: { show: (o: { type: string; value: string }) => Promise<void>; nothing: boolean }) {
  const { t } = useTranslation(['networks', 'common']);
  const [type, setType] = useState<Schemas['ObservableType']>('domain');
  const [value, setValue] = useState('');
  const [busy, wait] = useState(false);
  return (
    <form className={css.ask} onSubmit={(e) => { e.preventDefault(); wait(true); void show({ type, value }).finally(() => wait(false)); }}>
      <Select label={t('type')} allowDeselect={false} searchable value={type} onChange={(v) => v && setType(v as 'domain')} data={types.map((x) => ({ value: x as string, label: t(`common:type.${x}`) }))} />
      <TextInput label={t('value')} placeholder={t('valueHelp')} value={value} onChange={(e) => setValue(e.currentTarget.value)} classNames={{ input: 'mono' }} error={nothing ? t('nothingShort') : undefined} />
      <Button type="submit" leftSection={<IconSearch size={16} />} disabled={!value.trim()} loading={busy}>{t('show')}</Button>
    </form>
  );
}

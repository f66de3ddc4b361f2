import { Button, Group } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type Schemas, sure } from '../../api/client';
import { useMe } from '../../api/queries';
import { Dot } from '../../ui/marks';
import { useTime } from '../../ui/when';
import css from './desk.module.css';
import { tones } from './list';

const Contest = lazy(() => import('./contest'));

// On is what is contested of an indicator, beside what it says, and the way to contest it.
export function On({ of: i, own }: { of: Schemas['Indicator']; own?: string }) {
  const { t } = useTranslation(['desk', 'common']);
  const go = useNavigate();
  const time = useTime();
  const me = useMe().data;
  const [contesting, contest] = useState(false);
  const asked = useQuery({ queryKey: ['indicators', 'disputes', i.id], queryFn: () => sure(api.GET('/v1/indicators/{indicator}/disputes', { params: { path: { indicator: i.id }, query: { limit: 20 } } })), enabled: i.state === 'disputed' });
  const items = asked.data?.items ?? [];
  const mine = items.some((d) => d.role === 'disputer' && d.state === 'open');
  const may = me?.member && me.scopes.includes('publish') && i.publisher !== own && (i.state === 'published' || i.state === 'disputed') && !mine;
  if (items.length === 0 && !may) return null;
  return (
    <section className={css.section}>
      {items.map((d) => (
        <Group key={d.id} justify="space-between" mb={8} gap={10}>
          <Dot tone={tones[d.state]}>{d.role === 'reader' ? t(`code.${d.reason_code}`) : <Link to={`/desk/${d.id}` as string} style={{ color: 'inherit' }}>{t(`code.${d.reason_code}`)}</Link>}</Dot>
          <span className="label">{t(`state.${d.state}`)} · {time.day(d.created_at)}</span>
        </Group>
      ))}
      {may && <Button variant="default" leftSection={<IconGavel size={16} stroke={1.7} />} onClick={() => contest(true)}>{t('contest')}</Button>}
      {contesting && <Suspense><Contest indicator={i.id} close={() => contest(false)} made={(id) => void go({ to: `/desk/${id}` } as never)} /></Suspense>}
    </section>
  );
}

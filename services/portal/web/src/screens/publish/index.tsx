// Publishing one indicator, with a live preview of its audience.
import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, sure } from '../../api/client';
import { queries } from '../../api/queries';
import { Page } from '../../shell/page';
import { Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import { useNumber } from '../../ui/when';
import { AudiencePart } from './audience';
import { ClaimPart } from './claim';
import { body, type Draft, fresh } from './draft';
import { Preview, Readers } from './preview';
import css from './publish.module.css';

export default function Publish() {
  const { t } = useTranslation(['publish', 'common']);
  const go = useNavigate();
  const number = useNumber();
  const [draft, set] = useState<Draft>(fresh);
  const [value, settle] = useState(''); // the value once it is typed: half a domain is another domain, and asks about another
  const [confirming, confirm] = useState(false);
  const meant = body({ ...draft, observable: { ...draft.observable, value } });
  const [asked] = useDebouncedValue(JSON.stringify(meant), 350);
  const preview = useQuery({
    queryKey: ['preview', asked],
    queryFn: () => sure(api.POST('/v1/indicators/preview', { body: JSON.parse(asked) as Draft })),
    enabled: value.trim() !== '' && (JSON.parse(asked) as Draft).observable.value !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  const send = useMutation({
    mutationFn: () => sure(api.POST('/v1/indicators', { body: meant })),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ['indicators'] });
      void told(t(made.state === 'held' ? 'doneHeld' : 'done'));
      void go({ to: `/indicators/${made.id}` } as never);
    },
    onError: () => confirm(false),
  });
  const wrong = [preview.error, send.error].find((e): e is Fault => e instanceof Fault && e.status === 422)?.problem.errors ?? [];
  const fault = (pointer: string) => wrong.find((e) => e.pointer === pointer || e.pointer.startsWith(`${pointer}/`))?.detail;
  const change = (part: Partial<Draft>) => { send.reset(); set({ ...draft, ...part }); };
  const seen = preview.data;
  const current = asked === JSON.stringify(meant) && !preview.isPlaceholderData && !preview.isError && seen;
  const ready = current && (seen.outcome === 'published' || seen.outcome === 'held');
  const n = seen?.readers.length ?? 0;
  return (
    <Page title={t('title')} about={t('about')}>
      <div className={css.layout}>
        <form className={css.form} onSubmit={(e) => { e.preventDefault(); settle(draft.observable.value); if (ready) confirm(true); }}>
          <ClaimPart {...{ draft, change, fault }} settle={() => settle(draft.observable.value.trim())} />
          <AudiencePart {...{ draft, change, fault }} />
          {(seen?.outcome === 'refused' || draft.force) && (
            <div className={`card ${css.part}`}>
              <Textarea label={t('force')} description={t('forceHelp')} maxLength={500} autosize minRows={2} value={draft.force?.reason ?? ''} onChange={(e) => change({ force: e.currentTarget.value ? { reason: e.currentTarget.value } : undefined })} />
            </div>
          )}
          <Trouble error={send.error} />
          <div className={css.end}><Button type="submit" size="md" disabled={!ready}>{t('review')}</Button></div>
        </form>
        <aside className={`card ${css.side}`} aria-label={t('preview')}>
          <h2>{t('preview')}</h2>
          <Preview of={value ? seen : undefined} error={value && !preview.isFetching ? preview.error : undefined} pending={preview.isLoading} />
        </aside>
      </div>
      <Modal opened={confirming} onClose={() => confirm(false)} title={seen?.outcome === 'held' ? t('confirmHeld') : t('confirm', { count: n, n: number(n) })} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
        <Stack>
          {seen && <Readers of={seen.readers} all />}
          <p style={{ margin: 0 }}>{t(seen?.outcome === 'held' ? 'consequenceHeld' : n ? 'consequence' : 'consequenceNobody')}</p>
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={() => confirm(false)}>{t('common:do.back')}</Button>
            <Button color={n ? 'copper' : undefined} loading={send.isPending} onClick={() => send.mutate()}>{t('yes')}</Button>
          </Group>
        </Stack>
      </Modal>
    </Page>
  );
}

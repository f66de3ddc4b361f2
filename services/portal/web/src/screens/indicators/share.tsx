// Changing whom an indicator is for: what will come of it is shown before, and has to be agreed to.
import { Button, Group, Modal, MultiSelect, Select, Stack, Textarea } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, match, type Schemas, sure } from '../../api/client';
import { queries, useMe, type useNames } from '../../api/queries';
import { Rows, Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import css from './indicators.module.css';
import { draftOf, useReaders } from './query';

const marks = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
const why = { share: ['referral', 'investigation', 'cross_brand', 'request', 'declassified', 'legal', 'other'], restrict: ['shared_in_error', 'need_to_know', 'sensitive', 'investigation', 'request', 'legal', 'other'] } as const;

export function Share({ of: i, verb, names, close }: { of: Schemas['Indicator']; verb: 'share' | 'restrict'; names: ReturnType<typeof useNames>; close: () => void }) {
  const { t } = useTranslation(['indicators', 'common']);
  const me = useMe().data;
  const [tlp, setTlp] = useState(i.tlp);
  const [share, setShare] = useState<Schemas['Share']>({ task_forces: [], members: [], except: [], ...i.share });
  const [reason, setReason] = useState('');
  const [code, setCode] = useState<string>('other');
  const [sure_, setSure] = useState(false);
  const [asked] = useDebouncedValue({ tlp, share }, 250);
  const now = useReaders(i.id);
  const then = useQuery({
    queryKey: ['indicators', 'preview', i.id, asked],
    queryFn: () => sure(api.POST('/v1/indicators/preview', { body: draftOf(i, asked) })),
    placeholderData: keepPreviousData,
  });
  const read = new Set(now.data?.filter((r) => r.viewer.startsWith('m:')).map((r) => r.viewer.slice(2)));
  const will = new Map(then.data?.readers.map((r) => [r.member, r.name]));
  const gains = [...will.keys()].filter((m) => !read.has(m));
  const loses = [...read].filter((m) => m !== me?.member?.id && !will.has(m));
  const wide = verb === 'share';
  const send = useMutation({
    mutationFn: () => {
      const change = { params: { path: { indicator: i.id }, header: match(i) } };
      const body = { tlp, share, reason: reason.trim() };
      return wide ? api.POST('/v1/indicators/{indicator}/share', { ...change, body: { ...body, reason_code: code as 'other' } })
        : api.POST('/v1/indicators/{indicator}/restrict', { ...change, body: { ...body, reason_code: code as 'other' } });
    },
    onSuccess: () => { void queries.invalidateQueries({ queryKey: ['indicators'] }); void told(t(wide ? 'share.shared' : 'share.restricted')); close(); },
    onError: () => setSure(false),
  });
  const others = [...names.members.values()].filter((m) => m.id !== me?.member?.id).map((m) => ({ value: m.id, label: m.name }));
  const forces = [...names.forces.values()].map((f) => ({ value: f.id, label: f.name }));
  const n = wide ? gains.length : loses.length;
  const word = n === 0 ? 'Same' : wide ? 'Widen' : 'Narrow';
  return (
    <>
      <Modal opened={!sure_} onClose={close} size="lg" title={t(wide ? 'share.widen' : 'share.narrow')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
        <Stack>
          <Select label={t('label')} description={t(`common:tlp.${tlp}`)} allowDeselect={false} data={marks.map((m) => ({ value: m, label: `TLP:${m.toUpperCase()}` }))} value={tlp} onChange={(v) => v && setTlp(v as typeof tlp)} />
          <MultiSelect label={t('forces')} data={forces} value={share.task_forces} onChange={(task_forces) => setShare({ ...share, task_forces })} searchable clearable />
          <MultiSelect label={t('members')} data={others} value={share.members} onChange={(members) => setShare({ ...share, members })} searchable clearable />
          <MultiSelect label={t('except')} data={others} value={share.except} onChange={(except) => setShare({ ...share, except })} searchable clearable />
          <Select label={t('share.code')} allowDeselect={false} value={code} onChange={(v) => v && setCode(v)}
            data={wide ? why.share.map((c) => ({ value: c as string, label: t(`shareCode.${c}`) })) : why.restrict.map((c) => ({ value: c as string, label: t(`restrictCode.${c}`) }))} />
          <Textarea required label={t('share.why')} description={t('share.whyHelp')} maxLength={500} autosize minRows={2} value={reason} onChange={(e) => setReason(e.currentTarget.value)} />
          {then.isPending || now.isPending ? <Rows n={1} /> : then.isError ? <Trouble error={then.error} /> : <Change gains={gains} loses={loses} name={names.member} />}
          <Trouble error={send.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>{t('common:do.cancel')}</Button>
            <Button disabled={!reason.trim() || then.isPending || then.isError || now.isPending || asked.share !== share || asked.tlp !== tlp || then.isPlaceholderData} onClick={() => setSure(true)}>{t('share.review')}</Button>
          </Group>
        </Stack>
      </Modal>
      <Modal opened={sure_} onClose={() => setSure(false)} title={t(`share.confirm${word}`, { count: n, n })} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
        <Stack>
          <Change gains={gains} loses={loses} name={names.member} />
          <p style={{ margin: 0 }}>{t(n === 0 ? 'share.sameHelp' : wide ? 'share.cannotUndo' : 'share.recall')}</p>
          <Group justify="flex-end">
            <Button variant="default" data-autofocus onClick={() => setSure(false)}>{t('common:do.back')}</Button>
            <Button color={wide && n > 0 ? 'copper' : undefined} loading={send.isPending} onClick={() => send.mutate()}>{t(`share.do${word}`)}</Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function Change({ gains, loses, name }: { gains: string[]; loses: string[]; name: (id: string) => string }) {
  const { t } = useTranslation(['indicators', 'common']);
  if (gains.length + loses.length === 0) return <div className={css.names} role="status">{t('share.same')}</div>;
  return (
    <div className={css.change} role="status">
      {gains.length > 0 && <div className={css.names}><strong>{t('share.gains')}</strong><ul>{gains.map((m) => <li key={m}>{name(m)}</li>)}</ul></div>}
      {loses.length > 0 && <div className={css.names} data-bad><strong>{t('share.loses')}</strong><ul>{loses.map((m) => <li key={m}>{name(m)}</li>)}</ul></div>}
    </div>
  );
}

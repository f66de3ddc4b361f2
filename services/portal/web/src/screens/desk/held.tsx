// One text that waits: what was found in it, and the steward's decision.
import { Alert, Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core';
import { IconSend2, IconTextScan2, IconUserOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, Fault, match, type Schemas } from '../../api/client';
import { queries } from '../../api/queries';
import { defangText } from '../../ui/defang';
import { Dot } from '../../ui/marks';
import { Empty, Failed, Rows, Trouble } from '../../ui/say';
import { told } from '../../ui/told';
import { When } from '../../ui/when';
import css from './desk.module.css';
import { type Held, useOneHeld } from './query';

const codes = ['competition_law', 'personal_data', 'trade_secret', 'legal', 'other'] as const;
const places = ['note', 'tags', 'force', 'reason'] as const;

export default function OneHeld({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation(['desk', 'common']);
  const asked = useOneHeld(id);
  const [doing, begin] = useState<'release' | 'refuse'>();
  if (asked.isPending) return <Rows n={6} />;
  if (asked.error instanceof Fault && asked.error.status === 404) return <Empty icon={IconTextScan2} title={t('gone')}>{t('goneHelp')}</Empty>;
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const m = asked.data;
  const done = (word: 'released' | 'refused') => { queries.removeQueries({ queryKey: ['desk', 'held', id] }); void queries.invalidateQueries({ queryKey: ['desk'] }); void told(t(word)); close(); };
  const word = (pointer: string) => t(`place.${places.find((p) => p === pointer.split('/')[1]) ?? 'other'}`);
  return (
    <>
      <div className={css.head}>
        <div>
          <h2>{[...new Set(m.findings.map((f) => t(`rule.${f.rule}`)))].join(', ')}</h2>
          <div className={css.signs}><Dot tone="warn">{t('common:state.held')}</Dot><span className="label">{t(`common:type.${m.type}`)} · <When at={m.held_at} /></span></div>
        </div>
        {m.decides && (
          <Group gap={8}>
            <Button leftSection={<IconSend2 size={16} />} onClick={() => begin('release')}>{t('release')}</Button>
            <Button variant="default" onClick={() => begin('refuse')}>{t('refuse')}</Button>
          </Group>
        )}
      </div>
      {!m.decides && <Alert color="copper" variant="light" icon={<IconUserOff size={18} />} title={t('notYours')} mb="md">{t('notYoursHelp')}</Alert>}
      {m.texts?.length ? (
        <>
          {m.texts.map((x) => <div key={x.pointer} className={css.held}><div className="label" style={{ marginBottom: 5 }}>{word(x.pointer)}</div><div className={css.text}><Marked text={defangText(x.text)} of={m.findings.filter((f) => f.pointer === x.pointer)} /></div></div>)}
          <p className="label" style={{ margin: '8px 0 0' }}>{t('textHelp')}</p>
        </>
      ) : null}
      <section className={css.section}>
        <h3>{t('found')}</h3>
        {m.findings.map((f, n) => <div key={n} className={css.finding}><Dot tone="warn">{t(`rule.${f.rule}`)}</Dot><div className="label">{word(f.pointer)} · {t(`ruleHelp.${f.rule}`)}</div></div>)}
      </section>
      {doing === 'release' && <Release of={m} close={() => begin(undefined)} done={() => done('released')} />}
      {doing === 'refuse' && <Refuse of={m} close={() => begin(undefined)} done={() => done('refused')} />}
    </>
  );
}

// Marked is a text with the words that were met: a finding quotes them.
function Marked({ text, of }: { text: string; of: Schemas['Finding'][] }) {
  const met = of.map((f) => /"([^"]+)"/.exec(f.detail ?? '')?.[1]).filter((w): w is string => !!w && text.includes(w));
  const first = met.sort((a, b) => text.indexOf(a) - text.indexOf(b))[0];
  if (!first) return text;
  const at = text.indexOf(first);
  return <>{text.slice(0, at)}<mark className={css.mark}>{first}</mark><Marked text={text.slice(at + first.length)} of={of} /></>;
}

interface Deciding { of: Held; close: () => void; done: () => void }

function Release({ of: m, close, done }: Deciding) {
  const { t } = useTranslation(['desk', 'common']);
  const send = useMutation({ mutationFn: () => api.POST('/v1/moderation/{moderation}/release', { params: { path: { moderation: m.id }, header: match(m) } }), onSuccess: done });
  return (
    <Modal opened onClose={close} title={t('releaseTitle')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        <p className={css.warn}>{t('releaseHelp')}</p>
        <Trouble error={send.error} />
        <Group justify="flex-end"><Button variant="default" data-autofocus onClick={close}>{t('common:do.back')}</Button><Button color="copper" loading={send.isPending} onClick={() => send.mutate()}>{t('releaseYes')}</Button></Group>
      </Stack>
    </Modal>
  );
}

function Refuse({ of: m, close, done }: Deciding) {
  const { t } = useTranslation(['desk', 'common']);
  const [code, setCode] = useState<(typeof codes)[number]>('competition_law');
  const [reason, say] = useState('');
  const send = useMutation({ mutationFn: () => api.POST('/v1/moderation/{moderation}/refuse', { params: { path: { moderation: m.id }, header: match(m) }, body: { reason_code: code, reason: reason.trim() } }), onSuccess: done });
  return (
    <Modal opened onClose={close} title={t('refuseTitle')} closeButtonProps={{ 'aria-label': t('common:do.close') }}>
      <Stack>
        <p className={css.warn}>{t('refuseHelp')}</p>
        <Select label={t('refuseCode')} allowDeselect={false} value={code} onChange={(v) => v && setCode(v as typeof code)} data={codes.map((c) => ({ value: c, label: t(`refuseCodes.${c}`) }))} />
        <Textarea required label={t('refuseWhy')} maxLength={500} autosize minRows={2} value={reason} onChange={(e) => say(e.currentTarget.value)} />
        <Trouble error={send.error} />
        <Group justify="flex-end"><Button variant="default" onClick={close}>{t('common:do.cancel')}</Button><Button color="red" disabled={!reason.trim()} loading={send.isPending} onClick={() => send.mutate()}>{t('refuseYes')}</Button></Group>
      </Stack>
    </Modal>
  );
}

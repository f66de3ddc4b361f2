// One indicator, beside the list: what it says, what it was, who saw it again, who can see it.
import { Badge, Button, Group, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Fault, type Schemas } from '../../api/client';
import type { useNames } from '../../api/queries';
import { Confidence, Copy, Publisher, Restricted, State, Tlp, TypeIcon, Value } from '../../ui/marks';
import { Empty, Failed, Rows } from '../../ui/say';
import { useNumber, useTime, When } from '../../ui/when';
import { On } from '../desk/on';
import { Audience } from './audience';
import { History } from './history';
import css from './indicators.module.css';
import { useIndicator } from './query';
import { Sightings } from './sightings';
import { IconAffiliate, IconEyeOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Delivery } from './delivery';

interface Props { names: ReturnType<typeof useNames>; own?: string }

export default function Detail({ id, close, names, own }: Props & { id: string; close: () => void }) {
  const { t } = useTranslation(['indicators', 'common']);
  const asked = useIndicator(id);
  if (asked.isPending) return <Rows n={6} />;
  if (asked.error instanceof Fault && asked.error.status === 404) {
    return <Empty icon={IconEyeOff} title={t('gone')} action={<Button variant="default" onClick={close}>{t('common:do.close')}</Button>}>{t('goneHelp')}</Empty>;
  }
  if (asked.isError) return <Failed error={asked.error} retry={() => void asked.refetch()} />;
  const i = asked.data;
  const value = i.observable?.value ?? i.observable?.canonical;
  return (
    <>
      <div className={css.hero}>
        <TypeIcon type={i.observable?.type} />
        <div style={{ minWidth: 0 }}>
          <h2>{value ? <Value type={i.observable?.type} value={value} copy /> : <Restricted />}</h2>
          <Group gap={12}><Tlp mark={i.tlp} /><State of={i} />{i.observable && <span className="label">{t(`common:type.${i.observable.type}`)}</span>}{value && <Link to={'/networks' as string} search={{ of: i.id } as never} className={css.network}><IconAffiliate size={15} stroke={1.8} aria-hidden />{t('network')}</Link>}</Group>
        </div>
      </div>
      <Tabs defaultValue="detail" keepMounted={false}>
        <Tabs.List mb="md">
          {(['detail', 'history', 'sightings', 'audience', 'told'] as const).map((tab) => <Tabs.Tab key={tab} value={tab}>{t(`tab.${tab}`)}</Tabs.Tab>)}
        </Tabs.List>
        <Tabs.Panel value="detail"><Facts of={i} names={names} own={own} /><On of={i} own={own} /></Tabs.Panel>
        <Tabs.Panel value="history"><History id={id} /></Tabs.Panel>
        <Tabs.Panel value="sightings"><Sightings of={i} names={names} /></Tabs.Panel>
        <Tabs.Panel value="audience"><Audience of={i} names={names} own={own} /></Tabs.Panel>
        <Tabs.Panel value="told"><Delivery of={i} names={names} own={own} /></Tabs.Panel>
      </Tabs>
    </>
  );
}

function Facts({ of: i, names, own }: Props & { of: Schemas['Indicator'] }) {
  const { t } = useTranslation(['indicators', 'common']);
  const time = useTime();
  const number = useNumber();
  const hidden = (c: string) => i.redacted?.includes(c) || i.redacted?.includes('core');
  const rows: [string, React.ReactNode][] = [
    [t('column.publisher'), <Publisher of={i} name={names.member} own={own} />],
    [t('column.brands'), i.brands?.length ? <Group gap={5}>{i.brands.map((b) => <Badge key={b}>{b}</Badge>)}</Group> : hidden('core') && <Restricted />],
    [t('column.infringement'), i.infringement && t(`common:infringement.${i.infringement}`)],
    [t('column.confidence'), hidden('core') ? <Restricted /> : <Confidence of={i.confidence} />],
    [t('basis'), i.basis ? t(`common:basis.${i.basis}`) : hidden('evidence') && <Restricted />],
    [t('note'), i.note ? <div className={css.note}>{i.note}</div> : hidden('evidence') && <Restricted />],
    [t('tags'), i.tags?.length ? <Group gap={5}>{i.tags.map((x) => <Badge key={x}>{x}</Badge>)}</Group> : null],
    [t('links'), i.links?.length ? i.links.map((l) => <div key={l.type + l.value}><span className="label">{t(`common:type.${l.type}`)} · {t(`common:relation.${l.relation}`)}</span><br /><Value type={l.type} value={l.value} copy /></div>) : hidden('pii') && <Restricted />],
    [t('corroboration'), !!i.corroboration && i.corroboration > 1 && t('corroborated', { count: i.corroboration, n: number(i.corroboration) })],
    [t('reason'), i.reason],
    [t('firstSeen'), i.first_seen && time.day(i.first_seen)],
    [t('validUntil'), i.valid_until && time.day(i.valid_until)],
    [t('embargo'), i.embargo_until && <When at={i.embargo_until} />],
    [t('created'), <When at={i.created_at} />],
    [t('changed'), i.modified_at !== i.created_at && <When at={i.modified_at} />],
    [t('canonical'), i.observable?.canonical && i.observable.canonical !== i.observable.value && <Value type={i.observable.type} value={i.observable.canonical} copy />],
    [t('attribution'), i.attribution && t(`common:attribution.${i.attribution}`)],
    [t('id'), <><span className="mono">{i.id}</span> <Copy value={i.id} label={t('common:do.copy')} /></>],
  ];
  return <dl className={css.facts}>{rows.filter(([, v]) => v).map(([k, v]) => <Row key={k} k={k} v={v} />)}</dl>;
}

const Row = ({ k, v }: { k: string; v: React.ReactNode }) => <><dt>{k}</dt><dd>{v}</dd></>;

import { Button, NativeSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../../settings';
import { instant, wall } from '../../ui/zone';
import css from './audit.module.css';
import { type Filters, kinds, type Kind, verbs } from './query';
import { type Names, useSay } from './words';

interface Props { filters: Filters; set: (change: Filters) => void; clear: () => void; names: Names }

export function TrailFilters({ filters, set, clear, names }: Props) {
  const { t } = useTranslation(['audit', 'common']);
  const say = useSay();
  const deeds = filters.kind && filters.kind in verbs ? verbs[filters.kind as Kind] : [...new Set(kinds.flatMap((k) => [...verbs[k]]))];
  const listed = (of: readonly string[], word: (v: string) => string) => [{ value: '', label: t('any') }, ...of.map((value) => ({ value, label: word(value) })).sort((a, b) => a.label.localeCompare(b.label))];
  return (
    <div className={css.filters}>
      <Who label={t('actor')} value={filters.actor} set={(actor) => set({ actor })} names={names} more={[{ value: 'system', label: names.viewer('system') }]} />
      <NativeSelect label={t('about_')} value={filters.kind ?? ''} onChange={(e) => set({ kind: e.currentTarget.value || undefined, verb: undefined })} data={listed(kinds, say.kind)} />
      <NativeSelect label={t('verb_')} value={filters.verb ?? ''} onChange={(e) => set({ verb: e.currentTarget.value || undefined })} data={listed(deeds, say.verb)} />
      <Id label={t('subject')} value={filters.id ?? ''} set={(id) => set({ id: id || undefined })} />
      <Time label={t('since')} value={filters.since} set={(since) => set({ since })} />
      <Time label={t('until')} value={filters.until} set={(until) => set({ until })} />
      {Object.keys(filters).length > 0 && <Button variant="subtle" className={css.clear} onClick={clear}>{t('common:do.clearAll')}</Button>}
    </div>
  );
}

export function DecisionFilters({ filters, set, clear, names, oversees }: Props & { oversees: boolean }) {
  const { t } = useTranslation(['audit', 'common']);
  return (
    <div className={css.filters}>
      <NativeSelect label={t('outcome')} value={filters.allowed ?? ''} onChange={(e) => set({ allowed: e.currentTarget.value || undefined })} data={[{ value: '', label: t('any') }, { value: 'false', label: t('denied') }, { value: 'true', label: t('allowed') }]} />
      {oversees && <Who label={t('viewer')} value={filters.viewer} set={(viewer) => set({ viewer })} names={names} />}
      <Id label={t('kind.indicator')} value={filters.indicator ?? ''} set={(indicator) => set({ indicator: indicator || undefined })} />
      <Time label={t('since')} value={filters.since} set={(since) => set({ since })} />
      {Object.keys(filters).length > 0 && <Button variant="subtle" className={css.clear} onClick={clear}>{t('common:do.clearAll')}</Button>}
    </div>
  );
}

function Who({ label, value, set, names, more = [] }: { label: string; value?: string; set: (v?: string) => void; names: Names; more?: { value: string; label: string }[] }) {
  const { t } = useTranslation(['audit', 'common']);
  const members = [...names.members.values()].map((m) => ({ value: `m:${m.id}`, label: m.name }));
  const people = [{ value: 'u:admin', label: names.viewer('u:admin') }, ...[...names.people.values()].map((p) => ({ value: `u:${p.id}`, label: p.name }))];
  const known = [...members, ...people, ...more].some((x) => x.value === value);
  const other = value && !known ? [{ value, label: value }] : []; // a key of one, from an entry's detail
  return (
    <Select searchable clearable label={label} placeholder={t('anybody')} value={value ?? null} onChange={(v) => set(v ?? undefined)} nothingFoundMessage={t('nobody')} clearButtonProps={{ 'aria-label': t('common:do.clear') }}
      data={[...(other.length + more.length ? [{ group: ' ', items: [...other, ...more] }] : []), { group: t('members'), items: members }, { group: t('people'), items: people }]} />
  );
}

// Id is asked for once the person has stopped typing.
function Id({ label, value, set }: { label: string; value: string; set: (v: string) => void }) {
  const [typed, type] = useState(value);
  const soon = useDebouncedCallback(set, 300);
  useEffect(() => type(value), [value]);
  return <TextInput label={label} classNames={{ input: 'mono' }} value={typed} spellCheck={false} autoComplete="off" onChange={(e) => { type(e.currentTarget.value); soon(e.currentTarget.value.trim()); }} />;
}

function Time({ label, value, set }: { label: string; value?: string; set: (v?: string) => void }) {
  const { zone } = useSettings();
  const at = value ? new Date(value) : undefined;
  return <TextInput type="datetime-local" label={label} value={at && !Number.isNaN(at.getTime()) ? wall(at, zone) : ''} onChange={(e) => set(instant(e.currentTarget.value, zone))} />;
}

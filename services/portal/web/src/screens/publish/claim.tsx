import { ActionIcon, Button, Select, Slider, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Day } from '../../ui/moment';
import { bases, type Draft, infringements, relations, types } from './draft';
import css from './publish.module.css';

export interface Part { draft: Draft; change: (part: Partial<Draft>) => void; fault: (pointer: string) => string | undefined }

export function ClaimPart({ draft, change, fault, settle }: Part & { settle: () => void }) {
  const { t } = useTranslation(['publish', 'common']);
  const hints = ['domain', 'email', 'phone', 'listing_url', 'store_url', 'marketplace_seller', 'iban'] as const;
  const kinds = types.map((v) => ({ value: v as string, label: t(`common:type.${v}`) }));
  const links = draft.links ?? [];
  const link = (n: number, part: Partial<(typeof links)[number]>) => change({ links: links.map((l, i) => (i === n ? { ...l, ...part } : l)) });
  return (
    <>
      <section className={`card ${css.part}`}>
        <h2>{t('what')}</h2>
        <div className={css.what}>
          <Select label={t('type')} data={kinds} allowDeselect={false} searchable value={draft.observable.type} onChange={(v) => v && change({ observable: { ...draft.observable, type: v as 'domain' } })} error={fault('/observable/type')} />
          <TextInput required label={t('value')} placeholder={t(`valueHelp.${hints.find((h) => h === draft.observable.type) ?? 'other'}`)} value={draft.observable.value} maxLength={2048} spellCheck={false} autoComplete="off"
            onChange={(e) => change({ observable: { ...draft.observable, value: e.currentTarget.value } })} onBlur={settle} error={fault('/observable/value') ?? fault('/observable/region')} />
        </div>
      </section>
      <section className={`card ${css.part}`}>
        <h2>{t('claim')}</h2>
        <div className={css.two}>
          <TagsInput label={t('brands')} description={t('brandsHelp')} maxTags={20} value={draft.brands} onChange={(brands) => change({ brands })} error={fault('/brands')} />
          <TagsInput label={t('tags')} description={t('brandsHelp')} maxTags={50} value={draft.tags} onChange={(tags) => change({ tags })} error={fault('/tags')} />
          <Select label={t('infringement')} clearable data={infringements.map((v) => ({ value: v as string, label: t(`common:infringement.${v}`) }))} value={draft.infringement ?? null} onChange={(v) => change({ infringement: (v as 'fraud' | null) ?? undefined })} />
          <Select label={t('basis')} clearable data={bases.map((v) => ({ value: v as string, label: t(`common:basis.${v}`) }))} value={draft.basis ?? null} onChange={(v) => change({ basis: (v as 'report' | null) ?? undefined })} />
          <div>
            <div style={{ display: 'flex', justifyContent: 'space-between', gap: 8, marginBottom: 8 }}>
              <span style={{ fontWeight: 500, fontSize: 'var(--mantine-font-size-sm)' }} id="sure">{t('confidence')}{draft.confidence !== undefined && ` · ${draft.confidence} %`}</span>
              <Switch size="xs" label={t('confidenceNone')} checked={draft.confidence === undefined} onChange={(e) => change({ confidence: e.currentTarget.checked ? undefined : 50 })} />
            </div>
            <Slider disabled={draft.confidence === undefined} thumbLabel={t('confidence')} min={0} max={100} step={5} label={null} value={draft.confidence ?? 0} onChange={(confidence) => change({ confidence })} />
          </div>
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))', gap: 14 }}>
            <Day label={t('firstSeen')} value={draft.first_seen} onChange={(first_seen) => change({ first_seen })} error={fault('/first_seen')} />
            <Day label={t('validUntil')} value={draft.valid_until} onChange={(valid_until) => change({ valid_until })} error={fault('/valid_until')} />
          </div>
        </div>
        <Textarea mt="md" label={t('note')} description={t('noteHelp')} autosize minRows={3} maxLength={4000} value={draft.note ?? ''} onChange={(e) => change({ note: e.currentTarget.value })} error={fault('/note')} />
      </section>
      <section className={`card ${css.part}`}>
        <h2>{t('links')}</h2>
        {links.map((l, n) => (
          <div key={n} className={css.link}>
            <Select aria-label={t('type')} data={kinds} allowDeselect={false} value={l.type} onChange={(v) => v && link(n, { type: v as 'domain' })} />
            <Select aria-label={t('relation')} data={relations.map((r) => ({ value: r as string, label: t(`common:relation.${r}`) }))} allowDeselect={false} value={l.relation} onChange={(v) => v && link(n, { relation: v as 'alias' })} />
            <TextInput aria-label={t('value')} value={l.value} spellCheck={false} onChange={(e) => link(n, { value: e.currentTarget.value })} error={fault(`/links/${n}`)} />
            <ActionIcon aria-label={t('linkRemove')} onClick={() => change({ links: links.filter((_, i) => i !== n) })}><IconTrash size={17} /></ActionIcon>
          </div>
        ))}
        <Button variant="default" leftSection={<IconPlus size={16} />} disabled={links.length >= 100} onClick={() => change({ links: [...links, { type: 'phone', relation: 'contact', value: '' }] })}>{t('linkAdd')}</Button>
      </section>
    </>
  );
}

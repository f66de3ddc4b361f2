// The small signs that all screens share: labels, states, values.
import { ActionIcon, CopyButton } from '@mantine/core';
import {
  IconBrandAppstore, IconBuilding, IconBuildingBank, IconBuildingStore, IconCertificate, IconCheck, IconCopy, IconCreditCard, IconCurrencyBitcoin,
  IconFingerprint, IconLink, IconLock, IconMail, IconMapPin, IconNetwork, IconPackage, IconBarcode, IconPhone, IconPhoto, IconShoppingBag, IconUser, IconAt, IconWorld, IconTag,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { defang } from './defang';
import css from './marks.module.css';
import { useNumber } from './when';

// The colours are FIRST's (TLP 2.0, "TLP labels"): on black, in both themes.
const tlp = { clear: '#ffffff', green: '#33ff00', amber: '#ffc000', 'amber+strict': '#ffc000', red: '#ff4b4b' } as const;

export function Tlp({ mark }: { mark: Schemas['TLP'] }) {
  const { t } = useTranslation();
  return (
    <span className={css.tlp} style={{ color: tlp[mark] }} title={t(`tlp.${mark}`)}>TLP:{mark.toUpperCase()}</span>
  );
}

export type Tone = 'good' | 'warn' | 'bad' | 'calm';

// Dot is a word with a coloured point: the word says it, the colour helps.
export function Dot({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  return <span className={css.state} style={{ '--dot': `var(--e-${tone})` } as React.CSSProperties}>{children}</span>;
}

const tones: Record<Schemas['IndicatorState'] | 'expired', Tone> = { published: 'good', disputed: 'warn', held: 'warn', refused: 'bad', revoked: 'calm', withdrawn: 'bad', erased: 'calm', expired: 'calm' };

export function State({ of }: { of: Pick<Schemas['Indicator'], 'state' | 'expired'> }) {
  const { t } = useTranslation();
  const state = of.expired ? 'expired' : of.state;
  return <Dot tone={tones[state]}>{t(`state.${state}`)}</Dot>;
}

export function Confidence({ of }: { of?: number }) {
  const { t } = useTranslation();
  const number = useNumber();
  if (of === undefined) return <span className="label">{t('unknown')}</span>;
  return (
    <span className={css.sure}>
      <span className={css.bar} aria-hidden><i style={{ width: `${of}%`, opacity: 0.45 + of / 180 }} /></span>
      <span className="num">{number(of)}&#8239;%</span>
    </span>
  );
}

// Restricted stands where a field is there and the viewer may not read it.
export function Restricted() {
  const { t } = useTranslation();
  return (
    <span className={css.restricted} title={t('restrictedHelp')}><IconLock size={13} aria-hidden />{t('restricted')}</span>
  );
}

export const icons = {
  marketplace_seller: IconShoppingBag, listing_url: IconTag, store_url: IconBuildingStore, domain: IconWorld, email: IconMail, phone: IconPhone,
  iban: IconBuildingBank, bank_account: IconBuildingBank, payment_account: IconCreditCard, crypto_wallet: IconCurrencyBitcoin, social_handle: IconAt,
  company: IconBuilding, image: IconPhoto, address: IconMapPin, ip: IconNetwork, tracking_id: IconFingerprint, tls_certificate: IconCertificate,
  app: IconBrandAppstore, gtin: IconBarcode, waybill: IconPackage, person_name: IconUser,
} satisfies Record<Schemas['ObservableType'], unknown>;

export function TypeIcon({ type }: { type?: Schemas['ObservableType'] }) {
  const Icon = (type && icons[type]) ?? IconLink;
  return <span className={css.icon} aria-hidden><Icon size={17} stroke={1.7} /></span>;
}

// Value shows an observable defanged; what is copied is the value itself.
export function Value({ type, value, copy }: { type?: string; value: string; copy?: boolean }) {
  return (
    <span className={css.value}>
      <span className={`mono ${css.text}`}>{defang(type, value)}</span>
      {copy && <Copy value={value} />}
    </span>
  );
}

export function Copy({ value, label }: { value: string; label?: string }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon size="sm" onClick={copy} title={label ?? t('do.copyValue')} aria-label={copied ? t('do.copied') : (label ?? t('do.copyValue'))}>{copied ? <IconCheck size={15} /> : <IconCopy size={15} />}</ActionIcon>
      )}
    </CopyButton>
  );
}

export function Publisher({ of, name, own }: { of: Schemas['Indicator']; name: (id: string) => string; own?: string }) {
  const { t } = useTranslation();
  if (!of.publisher) return of.redacted?.includes('source') ? <Restricted /> : <span className="label">{t('attribution.withheld')}</span>;
  return <span>{name(of.publisher)}{of.publisher === own && <span className="label"> · {t('you')}</span>}</span>;
}

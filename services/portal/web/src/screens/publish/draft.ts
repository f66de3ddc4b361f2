// What is being typed, and what becomes of it.
import type { Schemas } from '../../api/client';

export type Draft = Schemas['IndicatorDraft'];

export const fresh: Draft = { observable: { type: 'domain', value: '' }, brands: [], tags: [], links: [], tlp: 'amber', share: { task_forces: [], members: [], except: [] }, attribution: 'named' };

export const types = ['domain', 'store_url', 'listing_url', 'marketplace_seller', 'social_handle', 'email', 'phone', 'iban', 'bank_account', 'payment_account', 'crypto_wallet', 'company', 'address', 'ip', 'tracking_id', 'tls_certificate', 'app', 'gtin', 'waybill', 'person_name'] as const;
export const infringements = ['counterfeit', 'piracy', 'lookalike', 'trademark', 'copyright', 'design', 'patent', 'grey_market', 'fraud', 'other'] as const;
export const bases = ['test_purchase', 'expert_examination', 'customs_or_court', 'marketplace_confirmation', 'image_match', 'report'] as const;
export const relations = ['contact', 'payment', 'ships_from', 'same_operator', 'alias', 'hosts'] as const;
export const marks = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;

// body is the draft without what was left empty.
export function body(d: Draft): Draft {
  const share = Object.fromEntries(Object.entries(d.share ?? {}).filter(([, v]) => v.length > 0));
  return {
    ...d,
    brands: d.brands?.length ? d.brands : undefined,
    tags: d.tags?.length ? d.tags : undefined,
    links: d.links?.filter((l) => l.value.trim()).length ? d.links.filter((l) => l.value.trim()) : undefined,
    note: d.note?.trim() || undefined,
    share: Object.keys(share).length ? share : undefined,
    force: d.force?.reason.trim() ? { reason: d.force.reason.trim() } : undefined,
  };
}

// defang makes a value that nobody opens by accident: no program takes it for a link.
export function defang(type: string | undefined, value: string): string {
  switch (type) {
    case 'domain':
    case 'ip':
      return value.replaceAll('.', '[.]');
    case 'email':
      return value.replace('@', '[@]').replaceAll('.', '[.]');
    case 'listing_url':
    case 'store_url':
    case 'app':
    case 'social_handle': {
      const m = /^(https?):\/\/([^/?#]*)(.*)$/i.exec(value);
      return m ? `${m[1]!.replace(/tt/i, 'xx')}://${m[2]!.replaceAll('.', '[.]')}${m[3]}` : value;
    }
    default:
      return /^https?:\/\//i.test(value) ? value.replace(/^http/i, 'hxxp').replaceAll('.', '[.]') : value;
  }
}

// defangText does so with the addresses in what somebody wrote.
export const defangText = (text: string) =>
  text
    .replace(/\bhttps?:\/\/[^\s<>"']+/gi, (url) => defang('store_url', url))
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, (mail) => defang('email', mail))
    .replace(/(?<![\w/@\].-])([A-Za-z0-9-]+\.)+[a-z]{2,24}(?![\w-])/g, (host) => host.replaceAll('.', '[.]'));

import type { Same } from '../../i18n';
import type en from './messages.en';

const fr: Same<typeof en> = {
  title: 'Réglages',
  about: 'L’aspect et la langue du portail dans ce navigateur, et où vous êtes connecté.',
  look: 'Apparence',
  theme: 'Thème',
  density: 'Densité',
  densityHelp: 'L’écart entre les lignes des listes.',
  densities: { roomy: 'Aérée', dense: 'Serrée' },
  tongue: 'Langue et heure',
  now: 'Il y est {{now}}.',
  keyboard: 'Clavier',
  all: 'Tous les raccourcis',
  here: 'Ces réglages sont gardés dans ce navigateur, et nulle part ailleurs.',
  account: 'Vous',
  name: 'Nom',
  id: 'Identifiant',
  member: 'Membre',
  alliance: 'L’alliance',
  roles: 'Rôles',
  rights: 'Vous pouvez',
  rightsHelp: 'Ce que vos rôles donnent. Un droit qui manque relève d’un administrateur.',
  bootstrap: 'Vous êtes connecté en administrateur initial. Ce n’est pas une personne : ses navigateurs ne sont pas listés, et qui remplace la clé initiale les déconnecte tous. Ajoutez-vous comme personne avec le rôle « Administrateur ».',
  keys: 'Vos clés d’API',
};
export default fr;

import type { Same } from '../../i18n';
import type en from './messages.en';

const fr: Same<typeof en> = {
  title: 'Se connecter',
  claim: 'Ce que l’un apprend, tous peuvent s’en servir.',
  claimMore: 'Entente est le lieu où une alliance partage ce qu’elle sait des contrefacteurs, et où chaque membre décide de qui peut le savoir.',
  link: 'Se connecter avec ce lien',
  linkHelp: 'Votre lien ne sert qu’une fois, et connecte quiconque l’ouvre. Il est utilisé quand vous appuyez sur le bouton.',
  provider: 'Continuer avec votre organisation',
  providerHelp: 'Vous vous connectez avec le compte de votre organisation. Le hub ne voit jamais votre mot de passe.',
  none: 'Demandez à un administrateur de l’alliance un lien de connexion à usage unique, et ouvrez-le dans ce navigateur. Il le crée avec « entente person link ».',
  refused: 'Vous n’avez pas été connecté',
  refusedHelp: 'Le fournisseur de votre organisation vous connaît, mais pas ce hub, ou vous ne pouvez pas entrer maintenant. Adressez-vous à un administrateur de l’alliance. Requête :',
  unavailable: 'La connexion ne fonctionne pas pour l’instant',
  unavailableHelp: 'Le fournisseur, ou ce hub, n’est pas prêt. Réessayez dans une minute. Requête :',
  language: 'Langue',
};

export default fr;

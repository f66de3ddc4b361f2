import type { Same } from '../../i18n';
import type en from './messages.en';

const zh: Same<typeof en> = {
  title: '登录',
  claim: '一方所知，各方可行。',
  claimMore: '在 Entente，联盟共享其对造假者的了解，而每个成员自行决定谁可以知悉。',
  link: '用此链接登录',
  linkHelp: '您的链接只能使用一次，打开者即登录。按下按钮后链接即失效。',
  provider: '用您的组织账户继续',
  providerHelp: '您使用组织的账户登录。中心不会看到您的密码。',
  none: '请向联盟管理员索取一次性登录链接，并在本浏览器中打开。管理员用“entente person link”生成链接。',
  refused: '您未能登录',
  refusedHelp: '您组织的身份提供方认识您，但本中心不认识您，或您目前不能进入。请联系联盟管理员。请求编号：',
  unavailable: '目前无法登录',
  unavailableHelp: '身份提供方或本中心尚未就绪，请稍后再试。请求编号：',
  language: '语言',
};

export default zh;

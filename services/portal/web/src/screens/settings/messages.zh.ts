import type { Same } from '../../i18n';
import type en from './messages.en';

const zh: Same<typeof en> = {
  title: '设置',
  about: '门户在此浏览器中的外观与语言，以及您的登录情况。',
  look: '外观',
  theme: '主题',
  density: '密度',
  densityHelp: '列表各行之间的间距。',
  densities: { roomy: '宽松', dense: '紧凑' },
  tongue: '语言与时间',
  now: '当地时间为 {{now}}。',
  keyboard: '键盘',
  all: '全部快捷键',
  here: '这些设置仅保存在此浏览器中。',
  account: '您',
  name: '姓名',
  id: '标识',
  member: '成员',
  alliance: '联盟',
  roles: '角色',
  rights: '您的权限',
  rightsHelp: '由您的角色赋予。缺少的权限须由管理员授予。',
  bootstrap: '您以初始管理员身份登录。它不是人员，因此不列出其浏览器：更换初始密钥会使其全部退出。请将自己添加为具有“管理员”角色的人员。',
  keys: '您的 API 密钥',
};
export default zh;

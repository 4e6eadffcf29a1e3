/** What only a subscription says about itself: one of these makes a name news, unless it is plainly that of a numbered node. */
export const announcements: readonly RegExp[] = [
  /剩[余餘]|到期|[过過]期|有效期|可用流量|已用|用[尽盡完]|官[网網]|官方[网網]站|[网網]址|[网網]站|[发發][布佈][页頁]|永久地址|防(?:失[联聯]|丢失|丟失)/,
  /[过過][滤濾](?:掉)?\s?\d|重置|公告|通知|客服|工[单單]|售[后後]|[续續][费費]|[优優]惠[码碼券]?|折扣|邀[请請]|返利|佣金|推[荐薦]好友/,
  /更新.{0,3}[订訂][阅閱]|[订訂][阅閱](?:已|仅|失败|失效|更新|链接)|本[订訂][阅閱]|交流群|[Qq]{2}群|企[鹅鵝]群|[电電][报報]|tg群|频道|頻道|被[墙牆]/,
  /[请請](?:更新|重新|使用|加入|访问|訪問|[阅閱][读讀]|查看|切[换換]|[购購][买買]|收藏|勿)|建[议議].{0,6}(?:使用|更新)|不要(?:连接|選擇|选择|使用)|以下[为為是]|套餐(?:名|[类類]型)|[当當]前套餐|服[务務]截止/,
  /\bexp(?:ir(?:e[sd]?|y|ation|ing))?\b(?!ress)|\bvalid\s(?:until|till|thru|to)\b|\bplease\b|\brenew|\bupdate\s(?:your\s)?subscription|\bsubscription\s(?:end|expir|update|link)/,
  /\bofficial\s(?:web)?site|\bdo\snot\s(?:use|connect|select)|\bcontact\sus|\bjoin\s(?:our|us|my|the|@)|\bactive\ssubscription|\bupgrade\syour\splan|\byour\s(?:plan|account|quota)|\breset(?:s|ting)?\s?(?:in|on|at|date|day|:)/,
  /остал[оа]сь|остаток|осталось|истек|подпис|продл|действует\sдо|канал|сайт|обнов|сброс/,
  /باقی|مانده|انقضا|تمدید|کانال|پشتیبانی|اشتراک|بروزرسانی|به\s?روز\s?رسانی|آپدیت|پایان|سایت/,
];

/** What subscriptions speak of and nodes may be named after: news only beside an amount, a date, an address or a colon. */
export const subjects: readonly RegExp[] = [
  /流量|套餐|域名|[订訂][阅閱]|[会會]员|官方|地址|客户端|重[启啟]/,
  /\b(?:traffic|bandwidth|data|usage|used|remain(?:s|ing)?|left|quota|plan|subscription|reset|telegram|tg|channel|group|support|contact|admin|web\s?site|site|home\s?page|visit|official|account)\b/,
  /трафик|тариф|поддержк|телеграм|группа/,
  /ترافیک|حجم|تلگرام|روز|مصرف/,
];

/** A word after (or before) which an amount is what is left of the quota. */
export const leftWords = /剩[余餘]?|可用|\bremain(?:s|ing)?\b|\bleft\b|остал[оа]сь|остаток|باقی\s?مانده|باقیمانده|باقی/;

/** A word that makes a date the last day of the subscription. */
export const expiryWords =
  /到期|[过過]期|有效|截止|\bexp(?:ir\w*)?\b|\bvalid\b|\buntil\b|\bends?\b|истек|до\s|действует|انقضا|پایان|اعتبار/;

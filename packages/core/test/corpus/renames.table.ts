/**
 * Sets of a subscription's names on one day and on the next, in the manner of real ones, written by hand. Of each line:
 * `was => now` a node under a new name, `= name` the same, `- name` gone, `+ name` new, `? was => one // other` what can
 * only be asked.
 */
export const renameSets: Readonly<Record<string, string>> = {
  "rates change": `
    🇭🇰 香港 01 | x1.0 => 🇭🇰 香港 01 | x1.2
    🇭🇰 香港 02 | x1.0 => 🇭🇰 香港 02 | x1.2
    🇭🇰 香港 03 | x2.0 => 🇭🇰 香港 03 | x1.8
    🇭🇰 香港 04 | x2.0 => 🇭🇰 香港 04 | x1.8
    🇯🇵 日本 01 | x1.0 => 🇯🇵 日本 01 | x0.8
    🇯🇵 日本 02 | x1.0 => 🇯🇵 日本 02 | x0.8
    = 🇯🇵 日本 03 | x1.0
    🇸🇬 新加坡 01 | x1.0 => 🇸🇬 新加坡 01 | x1.5
    🇸🇬 新加坡 02 | x1.0 => 🇸🇬 新加坡 02 | x1.5
    🇹🇼 台湾 01 | x1.0 => 🇹🇼 台湾 01 | x2
    🇹🇼 台湾 02 | x1.0 => 🇹🇼 台湾 02 | x2
    🇺🇸 美国 01 | x0.5 => 🇺🇸 美国 01 | x0.3
    🇺🇸 美国 02 | x0.5 => 🇺🇸 美国 02 | x0.3
    🇰🇷 韩国 01 | x1.0 => 🇰🇷 韩国 01 | x1.1
    - 🇬🇧 英国 01 | x1.0
    + 🇩🇪 德国 01 | x1.0
  `,
  "rates in brackets come and go": `
    HK 01 [1.0x] => HK 01
    HK 02 [1.0x] => HK 02
    HK 03 IEPL [3.0x] => HK 03 IEPL [2.5x]
    HK 04 IEPL [3.0x] => HK 04 IEPL [2.5x]
    JP 01 => JP 01 [1.5x]
    JP 02 => JP 02 [1.5x]
    JP 03 => JP 03（2倍）
    SG 01 (x1) => SG 01 (x2)
    SG 02 (x1) => SG 02 (x2)
    US 01 *1.5 => US 01 *1
    US 02 *1.5 => US 02 *1
    TW 01 倍率:1 => TW 01 倍率:3
    TW 02 倍率:1 => TW 02 倍率:3
    KR 01 0.5倍率 => KR 01
    = DE 01
    = FR 01
    + NL 01 [1.0x]
  `,
  "load in per cent": `
    Hong Kong 1 (35%) => Hong Kong 1 (82%)
    Hong Kong 2 (12%) => Hong Kong 2 (19%)
    Hong Kong 3 (7%) => Hong Kong 3 (35%)
    Japan 1 (50%) => Japan 1 (49%)
    Japan 2 (50%) => Japan 2 (51%)
    Japan 3 (61%) => Japan 3 (50%)
    Singapore 1 (5%) => Singapore 1 (15%)
    Singapore 2 (99%) => Singapore 2 (23%)
    United States 1 (35%) => United States 1 (28%)
    United States 2 (8%) => United States 2 (35%)
    Germany 1 (22%) => Germany 1 (21%)
    Netherlands 1 (1%) => Netherlands 1 (2%)
    United Kingdom 1 (10%) => United Kingdom 1 (13%)
    Australia 1 (3%) => Australia 1 (4%)
    - Canada 1 (35%)
  `,
  "latency and speed": `
    香港01 35ms => 香港01 41ms
    香港02 36ms => 香港02 35ms
    香港03 41ms => 香港03 120ms
    日本01 68ms => 日本01 70ms
    日本02 70ms => 日本02 68ms
    新加坡01 55ms => 新加坡01 超时
    美国01 160ms | 12.3MB/s => 美国01 171ms | 9.8MB/s
    美国02 171ms | 9.8MB/s => 美国02 160ms | 15.0MB/s
    台湾01 ↓22.5MB/s => 台湾01 ↓8.1MB/s
    台湾02 ↓8.1MB/s => 台湾02 ↓22.5MB/s
    韩国01 延迟: 60 ms => 韩国01 延迟: 75 ms
    英国01 210毫秒 => 英国01 198毫秒
    德国01 35.2Mbps => 德国01 12.9Mbps
    德国02 12.9Mbps => 德国02 80.1Mbps
  `,
  "people online": `
    香港 01 在线 35 人 => 香港 01 在线 12 人
    香港 02 在线 12 人 => 香港 02 在线 35 人
    香港 03 在线 8 人 => 香港 03 在线 9 人
    日本 01 在线 21 人 => 日本 01 在线 2 人
    日本 02 在线 2 人 => 日本 02 在线 21 人
    SG 01 | 5 users => SG 01 | 17 users
    SG 02 | 17 users => SG 02 | 5 users
    US 01 | online 44 => US 01 | online 3
    US 02 | online 3 => US 02 | online 44
    TW 01 18人 => TW 01 4人
    TW 02 4人 => TW 02 18人
    = KR 01
  `,
  "the day of the update": `
    香港 01 06-11更新 => 香港 01 06-12更新
    香港 02 06-11更新 => 香港 02 06-12更新
    香港 03 06-11更新 => 香港 03 06-12更新
    日本 01 更新于 06/11 => 日本 01 更新于 06/12
    日本 02 更新于 06/11 => 日本 02 更新于 06/12
    SG 01 2026-06-11 => SG 01 2026-06-12
    SG 02 2026-06-11 => SG 02 2026-06-12
    US 01 (06-11) => US 01 (06-12)
    US 02 (06-11) => US 02 (06-12)
    TW 01 6月11日 => TW 01 6月12日
    TW 02 6月11日 => TW 02 6月12日
    KR 01 @0611 => KR 01 @0612
    DE 01 | 2026-06-11 08:30 => DE 01 | 2026-06-12 09:15
    FR 01 11.06.2026 => FR 01 12.06.2026
    + UK 01 2026-06-12
    - NL 01 2026-06-11
  `,
  "decorations and states": `
    🔥 香港 01 => 香港 01
    香港 02 => ⭐ 香港 02
    香港 03 [新] => 香港 03
    香港 04 => 香港 04 维护中
    日本 01 维护中 => 日本 01
    日本 02 => ✨日本 02✨
    【热门】新加坡 01 => 新加坡 01
    新加坡 02 => 【推荐】新加坡 02
    US 01 NEW! => US 01
    US 02 => US 02 🚀
    US 03 (busy) => US 03
    ~ TW 01 ~ => TW 01
    TW 02 => 『TW 02』
    KR 01 | 繁忙 => KR 01 | 已修复
    = DE 01
  `,
  "Chinese becomes English": `
    🇭🇰 香港 01 => Hong Kong 01
    🇭🇰 香港 02 => Hong Kong 02
    🇭🇰 香港 03 IEPL => Hong Kong 03 IEPL
    🇯🇵 日本 01 => Japan 01
    🇯🇵 日本 02 => Japan 02
    🇸🇬 新加坡 01 => Singapore 01
    🇹🇼 台湾 01 => Taiwan 01
    🇹🇼 台湾 02 家宽 => Taiwan 02 Residential
    🇺🇸 美国 01 => United States 01
    🇺🇸 美国 02 洛杉矶 => United States 02 Los Angeles
    🇰🇷 韩国 01 => South Korea 01
    🇩🇪 德国 01 => Germany 01
    🇬🇧 英国 01 => United Kingdom 01
    🇫🇷 法国 01 => France 01
    🇹🇷 土耳其 01 => Turkey 01
    🇦🇷 阿根廷 01 => Argentina 01
    - 🇮🇳 印度 01
    + Indonesia 01
  `,
  "codes become flags": `
    HK-01 => 🇭🇰 01
    HK-02 => 🇭🇰 02
    HK-03 => 🇭🇰 03
    JP-01 => 🇯🇵 01
    JP-02 => 🇯🇵 02
    SG-01 => 🇸🇬 01
    SG-02 => 🇸🇬 02
    TW-01 => 🇹🇼 01
    US-01 => 🇺🇸 01
    US-02 => 🇺🇸 02
    KR-01 => 🇰🇷 01
    UK-01 => 🇬🇧 01
    DE-01 => 🇩🇪 01
    NL-01 => 🇳🇱 01
    CA-01 => 🇨🇦 01
    + 🇦🇺 01
    - RU-01
  `,
  "zeros, cases and separators": `
    HK 1 => HK 01
    HK 2 => HK 02
    HK 10 => HK-10
    hk_11 => HK_11
    JP1 => JP-001
    JP2 => JP-002
    JP#3 => JP-003
    SG·01 => SG 01
    SG·02 => SG 02
    ＵＳ０１ => US 01
    US—02 => US 02
    us 03 => US 03
    TW|01 => TW | 01
    [KR] 01 => KR 01
    = DE 1
    + HK 12
  `,
  "badges change": `
    香港 01 NF => 香港 01 NF GPT
    香港 02 NF => 香港 02
    香港 03 => 香港 03 解锁
    日本 01 Netflix => 日本 01 Disney+
    日本 02 Netflix | Disney+ => 日本 02 Netflix
    新加坡 01 ChatGPT => 新加坡 01
    新加坡 02 => 新加坡 02 ChatGPT
    美国 01 GPT => 美国 01 OpenAI
    美国 02 流媒体 => 美国 02 流媒体解锁
    美国 03 => 美国 03 AI
    台湾 01 动画疯 => 台湾 01 动画疯 NF
    韩国 01 => 韩国 01 TikTok
    英国 01 YouTube => 英国 01
    = 德国 01
  `,
  "the provider's own name": `
    Nimbus HK 01 => Cumulus HK 01
    Nimbus HK 02 => Cumulus HK 02
    Nimbus HK 03 => Cumulus HK 03
    Nimbus JP 01 => Cumulus JP 01
    Nimbus JP 02 => Cumulus JP 02
    Nimbus SG 01 => Cumulus SG 01
    Nimbus SG 02 => Cumulus SG 02
    Nimbus US 01 => Cumulus US 01
    Nimbus US 02 => Cumulus US 02
    Nimbus TW 01 => Cumulus TW 01
    Nimbus KR 01 => Cumulus KR 01
    Nimbus DE 01 => Cumulus DE 01
    - Nimbus FR 01
    + Cumulus NL 01
  `,
  "random marks": `
    HK-01-3fa9c1 => HK-01-b81d20
    HK-02-77ac01 => HK-02-19fe3b
    HK-03-d0d0e1 => HK-03-4c4c5a
    JP-01-8a21bc => JP-01-0ef991
    JP-02-0ef992 => JP-02-8a21bd
    SG-01-aa19f3 => SG-01-c3c4d9
    SG-02-9b8c7d => SG-02-1a2b3c
    US-01-5e5f6a => US-01-e1e2f9
    US-02-f00ba5 => US-02-ab12cd
    TW-01-31415f => TW-01-27182e
    KR-01-c0ffe3 => KR-01-de4d01
    - DE-01-7f7f8a
  `,
  "another protocol": `
    🇭🇰 HK 01 VMess => 🇭🇰 HK 01 VLESS
    🇭🇰 HK 02 VMess => 🇭🇰 HK 02 VLESS
    🇭🇰 HK 03 VMess => 🇭🇰 HK 03 VLESS
    🇯🇵 JP 01 VMess => 🇯🇵 JP 01 VLESS
    🇯🇵 JP 02 VMess => 🇯🇵 JP 02 VLESS
    🇸🇬 SG 01 VMess => 🇸🇬 SG 01 VLESS
    🇸🇬 SG 02 VMess => 🇸🇬 SG 02 VLESS
    🇺🇸 US 01 VMess => 🇺🇸 US 01 VLESS
    🇺🇸 US 02 VMess => 🇺🇸 US 02 VLESS
    🇹🇼 TW 01 VMess => 🇹🇼 TW 01 VLESS
    🇰🇷 KR 01 VMess => 🇰🇷 KR 01 VLESS
    🇩🇪 DE 01 VMess => 🇩🇪 DE 01 VLESS
    = 🇩🇪 DE 02 Trojan
  `,
  "Russian names": `
    🇩🇪 Германия 1 | 35% => 🇩🇪 Германия 1 | 60%
    🇩🇪 Германия 2 | 60% => 🇩🇪 Германия 2 | 35%
    🇳🇱 Нидерланды 1 => 🇳🇱 Нидерланды 1 ⚡
    🇳🇱 Нидерланды 2 => 🇳🇱 Нидерланды 2 ⚡
    🇫🇮 Финляндия 1 | 45 мс => 🇫🇮 Финляндия 1 | 52 мс
    🇫🇮 Финляндия 2 | 52 мс => 🇫🇮 Финляндия 2 | 45 мс
    🇷🇺 Россия Москва => 🇷🇺 Москва
    🇷🇺 Россия 2 => Россия №2
    🇸🇪 Швеция 1 YouTube => 🇸🇪 Швеция 1
    🇺🇸 США 1 => 🇺🇸 USA 1
    🇺🇸 США 2 => 🇺🇸 USA 2
    🇹🇷 Турция | x1 => 🇹🇷 Турция | x1.5
    🇰🇿 Казахстан 1 => 🇰🇿 Казахстан 1 (x2)
    = 🇵🇱 Польша 1
    - 🇱🇻 Латвия 1
  `,
  "Persian names": `
    🇩🇪 آلمان ۱ => 🇩🇪 آلمان 1
    🇩🇪 آلمان ۲ => 🇩🇪 آلمان 2
    🇫🇷 فرانسه ۱ | 35ms => 🇫🇷 فرانسه ۱ | 60ms
    🇫🇷 فرانسه ۲ | 60ms => 🇫🇷 فرانسه ۲ | 35ms
    🇳🇱 هلند ۱ => هلند ۱ 🔥
    🇹🇷 ترکیه ۱ => 🇹🇷 Turkey 1
    🇫🇮 فنلاند ۳ => 🇫🇮 Finland 3
    🇬🇧 انگلیس ۱ (40%) => 🇬🇧 انگلیس ۱ (55%)
    🇺🇸 آمریکا ۱ x1 => 🇺🇸 آمریکا ۱ x2
    🇺🇸 آمریکا ۲ x1 => 🇺🇸 آمریکا ۲ x2
    = 🇸🇪 سوئد ۱
  `,
  "American cities": `
    🇺🇸 US Los Angeles 01 | x1.0 => 🇺🇸 US Los Angeles 01 | x1.5
    🇺🇸 US Los Angeles 02 | x1.0 => 🇺🇸 US Los Angeles 02 | x1.5
    🇺🇸 US San Jose 01 | x1.0 => 🇺🇸 US San Jose 01 | x1.5
    🇺🇸 US Seattle 01 | x1.0 => 🇺🇸 US Seattle 01 | x1.5
    🇺🇸 US New York 01 | x1.0 => 🇺🇸 US New York 01 | x1.5
    🇺🇸 US Dallas 01 | x1.0 => 🇺🇸 US Dallas 01 | x1.5
    🇺🇸 US Miami 01 | x1.0 => 🇺🇸 美国迈阿密 01
    🇺🇸 US Chicago 01 | x1.0 => 🇺🇸 美国芝加哥 01
    US LAX 09 => US Los Angeles 09
    US SJC 09 => US San Jose 09
    JP NRT 01 => JP Tokyo 01
    JP KIX 01 => JP 大阪 01
    DE FRA 01 => DE Frankfurt 01
    NL AMS 01 => NL Amsterdam 01
    - 🇺🇸 US Atlanta 01 | x1.0
    + 🇺🇸 US Phoenix 01 | x1.5
  `,
  "relay lines": `
    广港 IEPL 01 [2.0x] => 广港 IEPL 01 [1.8x]
    广港 IEPL 02 [2.0x] => 广港 IEPL 02 [1.8x]
    深港 IEPL 01 [2.0x] => 深港 IEPL 01 [1.8x]
    深港 IEPL 02 [2.0x] => 深港 IEPL 02 [1.8x]
    沪日 IEPL 01 [3.0x] => 沪日 IEPL 01 [2.8x]
    沪日 IEPL 02 [3.0x] => 沪日 IEPL 02 [2.8x]
    广日 IEPL 01 [3.0x] => 广日 IEPL 01 [2.8x]
    京德 IEPL 01 [4.0x] => 京德 IEPL 01 [3.5x]
    广新 IEPL 01 [2.5x] => 广新 IEPL 01 [2.0x]
    广台 IEPL 01 [2.5x] => 广台 IEPL 01 [2.0x]
    沪美 IEPL 01 [3.0x] => 沪美 IEPL 01 [2.0x]
    广州-香港 IPLC 01 => 广州→香港 IPLC 01
    上海-东京 IPLC 01 => 上海→东京 IPLC 01
    = 深港 BGP 01
  `,
  "all gain a line": `
    香港 01 => 香港 01 | IEPL
    香港 02 => 香港 02 | IEPL
    香港 03 => 香港 03 | IEPL
    日本 01 => 日本 01 | IEPL
    日本 02 => 日本 02 | IEPL
    新加坡 01 => 新加坡 01 | IEPL
    新加坡 02 => 新加坡 02 | IEPL
    台湾 01 => 台湾 01 | IEPL
    美国 01 => 美国 01 | IEPL
    美国 02 => 美国 02 | IEPL
    韩国 01 => 韩国 01 | IEPL
    = 德国 01
  `,
  "words in front": `
    HK 01 => VIP HK 01
    HK 02 => VIP HK 02
    HK 03 => VIP HK 03
    JP 01 => VIP JP 01
    JP 02 => VIP JP 02
    SG 01 => VIP SG 01
    US 01 => VIP US 01
    US 02 => VIP US 02
    TW 01 => VIP TW 01
    KR 01 => VIP KR 01
    = DE 01
    = FR 01
  `,
  "traditional characters": `
    香港 01 專線 => 香港 01 专线
    香港 02 專線 => 香港 02 专线
    臺灣 01 家寬 => 台湾 01 家宽
    台灣 02 家寬 => 台湾 02 家宽
    日本 東京 01 => 日本 东京 01
    美國 01 => 美国 01
    美國 洛杉磯 02 => 美国 洛杉矶 02
    韓國 01 => 韩国 01
    新加坡 節點 01 => 新加坡 节点 01
    德國 線路 01 => 德国 线路 01
    法國 01 => 法国 01
    俄羅斯 01 => 俄罗斯 01
  `,
  "handles of one's own servers": `
    trojan-hk-01 => trojan-hk-1
    trojan-hk-02 => trojan-hk-2
    vmess_us_1 => vmess-us-1
    vmess_us_2 => vmess-us-2
    ss-tokyo-1 => SS Tokyo 1
    ss-tokyo-2 => SS Tokyo 2
    hy2-sg-1 => hysteria2-sg-1
    wg-fra-1 => WireGuard Frankfurt 1
    tuic_de_01 => tuic_de_1
    Home NAS => home-nas
    Office Router => office router
    node-7 => node 07
    = reality-443
  `,
  "flags that disagree": `
    🇨🇳 台湾 01 => 🇹🇼 台湾 01
    🇨🇳 台湾 02 => 🇹🇼 台湾 02
    🇨🇳 香港 01 => 🇭🇰 香港 01
    🇨🇳 香港 02 => 🇭🇰 香港 02
    🇨🇳 HK 03 => 🇭🇰 HK 03
    🇯🇵 日本 01 => 🎌 日本 01
    🇺🇸 美国 01 => 🗽 美国 01
    🇬🇧 UK 01 => 🇬🇧 英国 01
    🇸🇬 01 => 🇸🇬 新加坡 01
    🇸🇬 02 => 🇸🇬 狮城 02
    🇰🇷 首尔 01 => 韩国 首尔 01
    🇦🇪 01 => UAE 01
  `,
  "plans side by side": `
    HK 01 Premium | x2 => HK 01 Premium | x1.5
    HK 01 Standard | x1 => HK 01 Standard | x0.8
    HK 02 Premium | x2 => HK 02 Premium | x1.5
    HK 02 Standard | x1 => HK 02 Standard | x0.8
    JP 01 Premium | x2 => JP 01 Premium | x1.5
    JP 01 Standard | x1 => JP 01 Standard | x0.8
    SG 01 IEPL | x3 => SG 01 IEPL | x2
    SG 01 BGP | x1 => SG 01 BGP | x2
    SG 01 | x0.5 => SG 01 | x2
    US 01 家宽 | x5 => US 01 家宽 | x2
    US 01 原生 | x2 => US 01 原生 | x5
    US 01 | x2 => US 01 | x1
    = TW 01 Premium | x2
  `,
  "numbers that look alike": `
    HK 1 | x1 => HK 1 | x2
    HK 11 | x1 => HK 11 | x2
    HK 101 | x1 => HK 101 | x2
    HK 1-1 | x1 => HK 1-1 | x2
    HK 1-11 | x1 => HK 1-11 | x2
    HK A1 | x1 => HK A1 | x2
    HK A01-1 | x1 => HK A01-1 | x2
    HK B1 | x1 => HK B1 | x2
    HK B11 | x1 => HK B11 | x2
    JP 2 x1.5 => JP 2 x2
    JP 21 x1.5 => JP 21 x2
    - HK 12 | x1
    + HK 13 | x2
  `,
  "only their rate tells them apart": `
    ? HK 01 | x1.0 => HK 01 | x1.5 // HK 01 | x2.5
    ? HK 01 | x2.0 => HK 01 | x1.5 // HK 01 | x2.5
    ? JP 01 [1x] => JP 01 [3x]
    = JP 01 [2x]
    SG 01 | x1 => SG 01 | x2
    US 01 | x1 => US 01 | x2
  `,
  "replaced, not renamed": `
    ? HK 01 IEPL => HK 01 BGP
    - US 01 Los Angeles
    + US 01 Seattle
    ? JP 01 Premium => JP 01 Basic
    ? SG 02 => SG 02 家宽
    - KR 01
    + KR 02
    - TW 03 | x1.0
    + TW 04 | x1.0
    - Amber
    + Cobalt
    = DE 01
  `,
  "a whole class of lines replaced": `
    ? HK 01 IEPL => HK 01 BGP
    ? HK 02 IEPL => HK 02 BGP
    ? JP 01 IEPL => JP 01 BGP
    ? SG 01 IEPL => SG 01 BGP
    = US 01 BGP
  `,
};

"""The spellings of dates: regexes over folded text (fold.py). Group names: y year, m month, d day, q quarter."""

from __future__ import annotations

import re

_N = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"  # a month's or day's number
_Y, _M, _D = " ?年", " ?月", " ?日"  # some write 2026 年 4 月
_START = "(?<![0-9])(?<![0-9][.,])"
_NOT_IN_PATH = "(?<![A-Za-z/_-])"  # uploads/2019/05/01/a.png
_JOINT = "(?:〜|~|‐|‑|–|―|—|−|ー|-|から)"
_WEEKDAY = "(?: ?[(][月火水木金土日](?:曜日?)?(?:[・/]?祝日?)?[)])?"

# 2000年前, 1000年以上 and 10年間 are lengths of time.
_LENGTH = "間|以[上内下]|ぶり|連続|余り|前(?![半期])|物|債|目"
_YEAR = (
    f"(?:(?P<y4>[12][0-9]{{3}}|[一二][〇一二三四五六七八九]{{3}}){_Y}(?!{_LENGTH})(?:[(](?:令和|平成|昭和)[^)]{{1,4}}[)])?"
    f"|(?P<era>令和|平成|昭和|大正|明治)(?P<ey>元|{_N}){_Y}"
    f"|(?P<mark>['’])?(?P<y2>[0-9]{{2}}){_Y}(?!{_LENGTH})"
    "|(?P<yrel>再来年|一昨年|おととし|今年|本年|昨年|去年|来年|同年|翌年)(?!比)"
    "|FY ?(?P<fy>20[0-9]{2}|[0-9]{2})(?![0-9])(?:年度?)?)"
)
_QUARTER = "第(?P<q>[1-4一二三四])・?四半期"
_PART = (
    f"(?P<half>上半期|下半期|前半|後半|上期|下期)|(?:{_QUARTER}|(?P<q2>[1-4])Q(?![A-Za-z])|Q(?P<q3>[1-4])(?![0-9]))"
    "|(?P<season>[春夏秋冬])|(?P<edge>末|初頭|初め|始め|はじめ|年初|初(?=[、にのは])|半ば|なかば|中頃|中ごろ|中盤|央)"
    "|(?P<decade>代)(?P<decade_half>前半|後半)?"
)
_THIRD = "上旬|中旬|下旬|初旬|初め|はじめ|半ば|なかば|前半|後半|末日?"
_MONTH_TAIL = f"(?:(?:の| )?(?:(?P<d>{_N}){_D}(?!間)|(?P<third>{_THIRD})))?"
_MONTHS = f"(?P<ma>{_N})(?:{_M})?{_JOINT}(?P<mb>{_N}){_M}(?!{_N}日|[上中下初]旬|末|間)期?"
# 4月号, 3月決算 and 4月分 are no months in which something happens.
_MONTH = f"(?P<m>{_N}){_M}(?![号期]|決算|分|間){_MONTH_TAIL}"

NUMERIC = re.compile(
    rf"{_START}{_NOT_IN_PATH}(?P<y>(?:19|20)[0-9]{{2}})(?P<sep>[/.-])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})(?![0-9/]|[.-][0-9])"
)
NUMERIC_MONTH = re.compile(f"{_START}{_NOT_IN_PATH}(?P<y>(?:19|20)[0-9]{{2}})/(?P<m>0?[1-9]|1[0-2])(?![0-9/年月])")
NUMERIC_DAY = re.compile(r"(?<![0-9/.])(?P<m>[01]?[0-9])/(?P<d>[0-3]?[0-9])(?= ?\([月火水木金土日](?:[・/]?祝)?\))")
YEARS = re.compile(
    f"{_START}(?:(?P<ya>[12][0-9]{{3}}){_JOINT}(?P<yb>[12][0-9]{{3}}|[0-9]{{2}})年(?P<fiscal>度)?"
    f"|(?P<sa>[0-9]{{2}}){_JOINT}(?P<sb>[0-9]{{2}})年(?P<sfiscal>度))"
)
YEAR = re.compile(
    f"{_START}{_YEAR}(?:(?P<fiscal>度)| ?(?P<term>{_N}){_M}期)?"
    f"(?:(?:の| )?(?:{_PART}|{_MONTHS}|{_MONTH})|(?P<within>内))?"
)
MONTHS = re.compile(_START + _MONTHS)
MONTH = re.compile(_START + _MONTH)
MONTH_WORD = re.compile(f"(?P<mrel>再来月|先々月|今月|先月|来月|同月|翌月){_MONTH_TAIL}")
DAY = re.compile(
    f"{_START}(?P<d>[0-9]{{1,2}}|[二三]?十[一二三四五六七八九]?){_D}"
    # Lengths and ordinals: 10日間, 3日目, 15日で
    "(?!間|目|前|後|以[上内下]|未満|程度|ほど|余り|連続|ぶり|分|本(?!社)|経|系|で(?!す|、|あ)|単位|おき|ごと|程|の(?:うち|間))"
)
# 1日に約7万人, 1日5000円, 1日も早く: by the day. 1日10時 is a day.
DAILY = re.compile("に(?:つき|約|平均|最大|およそ|[0-9]|一回)|[当あ]たり|平均|約|も早|[0-9]++(?!時)")
DAY_WORD = re.compile("(?P<dayrel>一昨日|昨日|本日|今日|明日|同日|翌日)(?!的|に至|まで|の社会|比|のため)")
SEASON_WORD = re.compile("(?P<when>[今昨来])(?P<season>[春夏秋冬])")
SEASON = re.compile("(?P<season>[春夏秋冬])(?=ごろ|頃|にも|までに)")
WEEK_WORD = re.compile("(?P<week>先週|今週|来週)")
# 向上期待: 上期 begins no word within another one.
PART_WORD = re.compile(f"(?<![一-龠](?<![年度期今昨来当同前]))(?P<half>上半期|下半期|上期|下期)(?!待|間)|{_QUARTER}")
YEAR_WORD = re.compile(
    "(?<![0-9〇一二三四五六七八九十数半同今昨来翌毎周])"
    "(?P<word>年度内|年度末|年内|年末(?!年始|調整|商戦)|年初(?!来)|年明け|年央|月内|月末)"
)
AHEAD = re.compile(f"(?:今後|向こう|この先)(?P<n>{_N})年(?:間|(?![前後間0-9]))")
AGO = re.compile(f"{_START}(?P<n>{_N})年(?:ほど|余り|近く)?(?P<way>前(?![後半期倒])|後(?!半))")

# A two-digit year needs company: firm (26年に, 98年入社), or loose (14年の, 26年は) where no length of time is likely
# (創業から10年、).
YEAR_FIRM = re.compile(
    "に(?!わた|及|一度|[1一]度|な[るりっ]|満た|渡)|中[にの]|から(?!経)|以(?!上|内|下|外)"
    "|設立|創業|創立|開業|上場|発売|入社|入行|発足|完成"
)
YEAR_LOOSE = re.compile(
    "[、,はがまご頃時比]"
    "|の(?!歴史|経験|節目|実績|期間|歳月|契約|長期|[国社]?債|ローン|キャリア|付き合い|あいだ|間|計画|保証|蓄積|伝統|研究)"
)
LENGTH_BEFORE = re.compile(
    "(?:期間|年限|償還|過去|今後|向こう|この|勤続|築|約|およそ|わずか|最[長短]|たった|あと|もう|延べ|のべ|連続|毎|残り|例年|第|丸|満)\\Z"
)
LENGTH_LIKELY = re.compile("(?:創業|設立|創立|上場|営業|ここ|後|から|まで|計|全|は)\\Z")
EVERY_BEFORE = re.compile("(?:毎[年月]|例年|各)の?\\Z")
DAYS_BEFORE = re.compile(
    "(?:月|約|およそ|わずか|最[長短]|延べ|のべ|営業|連続|毎月|残り|あと|計|過去|今後|全|第|丸|満|日本)\\Z"
)

# The last date of a range shares the year or month that it does not tell itself.
TO = re.compile(f"{_WEEKDAY} ?{_JOINT} ?")
LAST_DAY = re.compile(f"(?P<d>{_N}){_D}(?!間)")
LAST_PART = re.compile(
    f"(?P<half>前半|後半|[上下]半?期)|(?P<season>[春夏秋冬])|(?P<edge>末|初め|半ば|なかば)|{_QUARTER}|(?P<third>[上中下]旬)"
)
# 7月中に, 2026年度中の, 4月末時点で, 18日夜: within it, at it.
WITHIN = re.compile(
    "中(?=[にのは、])|(?:時点|現在)(?=[でのは、])"
    "|(?<=日)(?:午前|午後|未明|早朝|明け方|正午|夕方|深夜|朝|昼|夕|夜)(?=[にのはま、]|[0-9])"
)
CHANGED = re.compile("[^。、]{0,2}[にへ](?:延期|先送り|変更|延長|後ろ倒し|前倒し|遅|延び|繰り)")

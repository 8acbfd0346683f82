#!/usr/bin/env python3
"""Writes the corpus files from the documents and annotations held here. Standard library only."""
import json, pathlib
OUT = pathlib.Path(__file__).resolve().parent
ENT = {}      # key -> (type, name)
def e(key, name, typ="organization", note=""): ENT[key] = (typ, name, note)
e("sorani", "ソラニ", note="satellite images, Tokyo (Minato)")
e("sorari", "ソラリ", note="care sensors, Fukuoka")
e("nanpu", "ナンプウ・ベンチャーズ", note="venture capital firm")
e("tetra", "テトラリーフ・キャピタル", note="venture capital firm")
e("kuji_o", "久慈玲央", "person", "angel investor in ソラニ")
e("kuji_e", "久慈怜央", "person", "angel investor in アスペリオ (Tokyo)")
e("todo_g", "トドマツグループ", note="listed parent")
e("todo", "トドマツ", note="timber subsidiary, Sapporo")
e("todo_c", "トドマツキャピタル", note="the group's venture capital subsidiary")
e("todo_f1", "トドマツ・ベンチャー・ファンド1号", "fund", "first fund")
e("todo_f2", "トドマツ・ベンチャー・ファンド2号", "fund", "second fund")
e("mika_b", "みかづき銀行", note="bank")
e("mika_fg", "みかづきフィナンシャルグループ", note="the bank's holding company")
e("hama", "ハマナス銀行", note="regional bank")
e("wada", "ワダツミエナジー", note="wind power, Yokohama")
e("verden", "ヴェルデン・キャピタル・パートナーズ", note="US buyout firm")
e("kuki", "クレナイ精機", note="machine-tool parts, listed (6700)")
e("kuko", "クレナイ精工", note="precision parts, Okaya, unlisted; no relation to クレナイ精機")
e("azusa", "アズサ工機", note="Matsumoto")
e("hokurei", "ホクレイ通信", note="telecoms, listed (1234)")
e("rindo", "リンドウAI", note="generative AI, Tokyo (Bunkyo)")
e("glen_j", "グレンポート・ジャパン", note="Japanese subsidiary, formerly クラウドヤード")
e("glen", "グレンポート", note="Singapore parent")
e("hana", "ハナグリ物流", note="logistics, Okayama")
e("shio", "シオカゼ運輸", note="haulage, Takamatsu")
e("mido_k", "ミドリノ建材", note="building materials, listed")
e("mido_j", "ミドリノ住設", note="house fittings, Asahikawa")
e("arl_s", "Arl", note="voice AI, United States")
e("arl_b", "アカバネ・リジェネラボ", note="regenerative medicine, Tokyo (Kita), short form ARL")
e("cast", "キャステレーン・ベンチャーズ", note="US venture capital firm")
e("asp_t", "アスペリオ", note="HR software, Tokyo (Shibuya)")
e("asp_o", "アスペリオ", note="battery materials, Suita (Osaka)")
e("nbx_s", "ナカベボックス", note="parcel lockers, Sapporo, short form NBX")
e("nbx_u", "ノースブリッジ・エクスチェンジ", note="crypto exchange, Canada, short form NBX")
EID = {k: f"E{i:02d}" for i, k in enumerate(ENT, 1)}

DEALS = {}
def d(key, typ, status, title, **more): DEALS[key] = (typ, status, title, more)
d("sorani_a", "funding_round", "completed", "ソラニ シリーズA 18億2000万円")
d("sorani_ax", "funding_round", "completed", "ソラニ シリーズAエクステンション 6億円")
d("sorani_b", "funding_round", "completed", "ソラニ シリーズB 45億円")
d("sorari_a", "funding_round", "completed", "ソラリ シリーズA 18億円")
d("wada_syn", "debt_financing", "completed", "ワダツミエナジー シンジケートローン 120億円")
d("wada_bat", "debt_financing", "completed", "ワダツミエナジー 蓄電所向け借入 40億円")
d("kurenai", "acquisition", "completed", "ヴェルデンによるクレナイ精機のTOB 668億円")
d("kuko_az", "acquisition", "completed", "クレナイ精工によるアズサ工機の買収 64億円")
d("hr_all", "alliance", "completed", "ホクレイ通信とリンドウAIの資本業務提携", siblings=["hr_30"])
d("hr_30", "investment", "completed", "ホクレイ通信からリンドウAIへの出資 30億円", siblings=["hr_all"])
d("hr_75", "investment", "completed", "ホクレイ通信からリンドウAIへの追加出資 75億円")
d("todo_2", "fund", "completed", "トドマツ・ベンチャー・ファンド2号 135億円")
d("todo_1", "fund", "completed", "トドマツ・ベンチャー・ファンド1号 60億円")
d("tomakomai", "facility", "announced", "グレンポート・ジャパン 苫小牧データセンター 2100億円", accepted=["announced", "completed"])
d("johor", "facility", "announced", "グレンポート ジョホールのデータセンター 約2000億円")
d("shiokaze", "acquisition", "cancelled", "ハナグリ物流によるシオカゼ運輸の買収 85億円（撤回）")
d("midori", "acquisition", "denied", "トドマツグループによるミドリノ建材の買収 300億円（否定）")
d("jusetsu", "acquisition", "completed", "トドマツによるミドリノ住設の買収 30億円")
d("arl_c", "funding_round", "completed", "Arl シリーズC 1億2000万ドル")
d("arl_stake", "investment", "completed", "みかづきFGからアカバネ・リジェネラボへの出資 20億円")
d("asp_seed", "funding_round", "completed", "アスペリオ（東京・渋谷） シード 3億円")
d("asp_a", "funding_round", "completed", "アスペリオ（大阪府吹田市） シリーズA 3億円")
d("nbx_loan", "debt_financing", "completed", "ナカベボックス 借入 5億円")
d("nbx_b", "funding_round", "completed", "ノースブリッジ・エクスチェンジ シリーズB 5000万ドル")
DID = {k: f"D{i:02d}" for i, k in enumerate(DEALS, 1)}

OKU = 100_000_000
def yen(v, *b, alt=()): return {"value": round(v * OKU), "currency": "JPY", "bound": list(b) or ["exact"], **({"or": list(alt)} if alt else {})}
def usd(v, *b, alt=()): return {"value": v, "currency": "USD", "bound": list(b) or ["exact"], **({"or": list(alt)} if alt else {})}
def j(v): return {"value": round(v * OKU), "currency": "JPY"}
def u(v): return {"value": v, "currency": "USD"}
DOCS = []
def doc(day, register, text, mentions, facts, corrected=None, cfacts=None):
    DOCS.append((day, register, text, {k: v if isinstance(v, list) else [v] for k, v in mentions.items()}, facts, corrected, cfacts))
def f(deal, status, **roles):
    roles = {k.replace("_q", "?"): v if isinstance(v, list) else [v] for k, v in roles.items()}
    return deal, [status] if isinstance(status, str) else status, roles

# ---------------------------------------------------------------- the documents
doc("2025-07-15", "daily", "トドマツキャピタル、新ファンド設立へ　100億円規模\n\nトドマツグループ（札幌市）傘下のトドマツキャピタルは、新興企業に投資する2本目のファンドを年内に設立する方針だ。規模は100億円程度を目指し、地方銀行などに出資を呼びかける。",
 {"todo_c": "トドマツキャピタル", "todo_g": "トドマツグループ"},
 [f("todo_2", ["planned"], fund_q=[], manager="todo_c", amount=yen(100, "about"), date=["2025"])])

doc("2025-08-05", "agency", "ハナグリ物流、シオカゼ運輸の買収を検討\n\n中堅物流のハナグリ物流（岡山市）が、同業のシオカゼ運輸（高松市）を買収する方向で検討していることが5日、関係者への取材で分かった。買収額は80億円前後とみられる。",
 {"hana": "ハナグリ物流", "shio": "シオカゼ運輸"},
 [f("shiokaze", "negotiating", acquirer="hana", target="shio", amount=yen(80, "about"), announced_q=[])])

doc("2025-08-22", "agency", "ヴェルデン、クレナイ精機の買収を検討\n\n米投資ファンドのヴェルデン・キャピタル・パートナーズが、工作機械部品を手がけるクレナイ精機（6700）の買収を検討している。関係者が21日、明らかにした。買収額は600億円を超える見通しという。",
 {"verden": ["ヴェルデン", "ヴェルデン・キャピタル・パートナーズ"], "kuki": "クレナイ精機"},
 [f("kurenai", ["negotiating"], acquirer="verden", target="kuki", amount=yen(600, "at_least"), announced_q=[])])

doc("2025-09-09", "daily", "ホクレイ通信とリンドウAI、資本業務提携　30億円を出資\n\nホクレイ通信（1234）は9日、生成AI開発のリンドウAI（東京・文京）と資本業務提携契約を結んだと発表した。ホクレイ通信はリンドウAIに30億円を出資し、株式の5.2%を取得する。法人向けの対話サービスを共同で開発する。",
 {"hokurei": "ホクレイ通信", "rindo": "リンドウAI"},
 [f("hr_all", ["announced", "completed"], member=["hokurei", "rindo"], kind=["capital_and_business"], announced=["2025-09-09"], amount_q=[]),
  f("hr_30", "announced", investor="hokurei", company="rindo", amount=yen(30), stake=[5.2], announced_q=[])])

doc("2025-09-18", "agency", "衛星データのソラニ、約20億円を調達へ\n\n衛星画像の解析を手がけるソラニ（東京・港）が、シリーズAラウンドで約20億円を調達する方針であることが17日、分かった。ナンプウ・ベンチャーズがリード投資家を務める見通しだ。",
 {"sorani": "ソラニ", "nanpu": "ナンプウ・ベンチャーズ"},
 [f("sorani_a", "planned", company="sorani", amount=yen(20, "about"), round=["series_a"], investor="nanpu", lead_investor="nanpu", announced_q=[])])

doc("2025-09-25", "press", "シオカゼ運輸株式会社の株式取得（子会社化）に関する基本合意のお知らせ\n\nハナグリ物流株式会社（以下「ハナグリ」）は25日、シオカゼ運輸株式会社の全株式を85億円で取得し、子会社化することで基本合意したと発表した。株式譲渡は2026年1月を予定する。",
 {"hana": ["ハナグリ物流株式会社", "ハナグリ"], "shio": "シオカゼ運輸株式会社"},
 [f("shiokaze", "announced", acquirer="hana", target="shio", amount=yen(85), stake=[100], announced=["2025-09-25"], date=["2026-01"])])

doc("2025-09-30", "daily", "ヴェルデン、クレナイ精機をTOBで買収　総額640億円\n\n米投資ファンドのヴェルデン・キャピタル・パートナーズ（VCP）は30日、クレナイ精機にTOB（株式公開買い付け）を実施し、完全子会社にすると発表した。買い付け価格は1株2450円で、買収総額は約640億円となる。クレナイ精機はTOBに賛同した。",
 {"verden": ["ヴェルデン", "ヴェルデン・キャピタル・パートナーズ", "VCP"], "kuki": "クレナイ精機"},
 [f("kurenai", "announced", acquirer="verden", target="kuki", amount=yen(640, "about", "exact"), stake=[100], announced=["2025-09-30"], method=["tender_offer"])])

doc("2025-10-02", "press", "株式会社ソラニ、シリーズAラウンドで総額18億2000万円の資金調達を実施\n\n株式会社ソラニ（本社：東京都港区、以下「ソラニ」）は2日、シリーズAラウンドで総額18億2000万円を調達したと発表した。引受先は、リード投資家のナンプウ・ベンチャーズのほか、トドマツ・ベンチャー・ファンド1号、個人投資家の久慈玲央氏。",
 {"sorani": ["株式会社ソラニ", "ソラニ"], "nanpu": "ナンプウ・ベンチャーズ", "todo_f1": "トドマツ・ベンチャー・ファンド1号", "kuji_o": "久慈玲央"},
 [f("sorani_a", "completed", company="sorani", amount=yen(18.2), round=["series_a"], investor=["nanpu", "todo_f1", "kuji_o"], lead_investor="nanpu", announced=["2025-10-02"], date_q=[])])

doc("2025-10-07", "press", "株式会社ソラリ、シリーズAで18億円を調達\n\n介護施設向けの見守り機器を開発する株式会社ソラリ（本社：福岡市）は7日、シリーズAラウンドで18億円を調達したと発表した。テトラリーフ・キャピタルがリードし、ハマナス銀行も引き受けた。",
 {"sorari": ["株式会社ソラリ"], "tetra": "テトラリーフ・キャピタル", "hama": "ハマナス銀行"},
 [f("sorari_a", "completed", company="sorari", amount=yen(18), round=["series_a"], investor=["tetra", "hama"], lead_investor="tetra", announced=["2025-10-07"], date_q=[])])

doc("2025-10-10", "digest", "今週の資金調達\n\n▽ソラニ（東京・港、衛星画像解析）　ナンプウベンチャーズなどから約18億円を調達した。シリーズA。\n▽ソラリ（福岡市、見守り機器）　テトラリーフキャピタルなどから18億円を調達した。シリーズA。\n▽ＮＢＸ（札幌市、宅配ロッカー）　ハマナス銀行から5億円を借り入れた。正式社名はナカベボックス。",
 {"sorani": "ソラニ", "sorari": "ソラリ", "nanpu": "ナンプウベンチャーズ", "tetra": "テトラリーフキャピタル", "nbx_s": ["ＮＢＸ", "ナカベボックス"], "hama": "ハマナス銀行"},
 [f("sorani_a", "completed", company="sorani", amount=yen(18, "about"), round=["series_a"], investor="nanpu"),
  f("sorari_a", "completed", company="sorari", amount=yen(18), round=["series_a"], investor="tetra"),
  f("nbx_loan", "completed", company="nbx_s", lender="hama", amount=yen(5), instrument_q=[])])

doc("2025-10-21", "agency", "グレンポート・ジャパン、苫小牧でデータセンター検討\n\nデータセンター運営のグレンポート・ジャパン（旧クラウドヤード、東京・千代田）は、北海道苫小牧市でデータセンターの建設を検討している。投資額は最大2000億円で、受電容量は100メガワットを見込む。",
 {"glen_j": ["グレンポート・ジャパン", "クラウドヤード"]},
 [f("tomakomai", "negotiating", operator="glen_j", kind=["data_center"], location=[["北海道苫小牧市", "苫小牧市", "苫小牧", "北海道"]], amount=yen(2000, "at_most"), capacity_q=[])])

doc("2025-10-31", "press", "第三者割当増資の払込完了のお知らせ\n\nリンドウAI株式会社は31日、9月に発表したホクレイ通信株式会社との資本業務提携に基づき、ホクレイ通信から30億円の出資を受けたと発表した。これによりホクレイ通信の持ち株比率は5.2%となった。",
 {"rindo": "リンドウAI株式会社", "hokurei": ["ホクレイ通信株式会社", "ホクレイ通信"]},
 [f("hr_all", ["completed", "announced"], member=["hokurei", "rindo"], kind=["capital_and_business"], announced_q=[], date_q=[], amount_q=[]),
  f("hr_30", "completed", investor="hokurei", company="rindo", amount=yen(30), stake=[5.2], announced_q=[], date_q=[])])

doc("2025-11-04", "press", "トドマツ・ベンチャー・ファンド2号を設立\n\n株式会社トドマツキャピタルは4日、「トドマツ・ベンチャー・ファンド2号」を設立し、90億円で一次募集を終えたと発表した。みかづき銀行とハマナス銀行が出資した。",
 {"todo_f2": "トドマツ・ベンチャー・ファンド2号", "todo_c": "株式会社トドマツキャピタル", "mika_b": "みかづき銀行", "hama": "ハマナス銀行"},
 [f("todo_2", "completed", fund="todo_f2", manager="todo_c", amount=yen(90), investor=["mika_b", "hama"], announced=["2025-11-04"], date_q=[])])

doc("2025-11-05", "agency", "ワダツミエナジー、120億円規模の協調融資を協議\n\n洋上風力発電のワダツミエナジー（横浜市）が、みかづき銀行などと120億円規模のシンジケートローンについて協議していることが分かった。年内の契約をめざす。",
 {"wada": "ワダツミエナジー", "mika_b": "みかづき銀行"},
 [f("wada_syn", ["negotiating", "planned"], company="wada", lender="mika_b", amount=yen(120, "about"), instrument=["syndicated_loan"], date_q=[])])

doc("2025-11-12", "digest", "短信（12日）\n\n▽VCP　クレナイ精機（6700）へのTOBについて、買い付け価格を1株2560円に引き上げると発表した。買収総額は約640億円から約668億円に増える。\n▽ノースブリッジ・エクスチェンジ（略称NBX）　暗号資産交換所を運営するカナダ企業。シリーズBで5000万ドル（約77億円）を調達したと発表した。キャステレーン・ベンチャーズが主導した。",
 {"verden": "VCP", "kuki": "クレナイ精機", "nbx_u": ["ノースブリッジ・エクスチェンジ", "NBX"], "cast": "キャステレーン・ベンチャーズ"},
 [f("kurenai", "announced", acquirer="verden", target="kuki", amount=yen(668, "about", alt=[j(640)]), method=["tender_offer"], announced_q=[]),
  f("nbx_b", "completed", company="nbx_u", amount=usd(50_000_000, alt=[j(77)]), round=["series_b"], investor="cast", lead_investor="cast", announced_q=[], date_q=[])])

w2 = "みかづき銀行など、ワダツミに{n}億円を協調融資\n\nみかづき銀行とハマナス銀行は20日、ワダツミエナジー株式会社に総額{n}億円を協調融資すると発表した。契約は12月に実行し、秋田県沖の洋上風力発電所の建設に充てる。{c}"
def wf(v): return [f("wada_syn", "announced", company="wada", lender=["mika_b", "hama"], amount=yen(v), announced=["2025-11-20"], date=["2025-12"], instrument_q=[])]
doc("2025-11-20", "daily", w2.format(n=102, c=""),
 {"mika_b": "みかづき銀行", "hama": "ハマナス銀行", "wada": ["ワダツミ", "ワダツミエナジー株式会社"]}, wf(102),
 corrected=w2.format(n=120, c="\n\n【訂正】当初の記事で融資額を誤って記載していました。見出しと本文を訂正しました。"), cfacts=wf(120))

doc("2025-11-28", "daily", "ハナグリ物流、シオカゼ運輸の買収を撤回\n\nハナグリ物流は28日、シオカゼ運輸の買収を中止すると発表した。9月に85億円で全株式を取得することで基本合意していたが、価格の条件が折り合わなかった。",
 {"hana": "ハナグリ物流", "shio": "シオカゼ運輸"},
 [f("shiokaze", "cancelled", acquirer="hana", target="shio", amount=yen(85), stake_q=[100], announced=["2025-11-28"])])

doc("2025-12-01", "press", "ソラニ、シリーズAエクステンションで6億円を追加調達\n\n株式会社ソラニ（東京・港）は1日、シリーズAのエクステンションラウンドで6億円を追加調達したと発表した。引受先はトドマツキャピタルと株式会社トドマツの2社。同社は10月にもシリーズAで18億2000万円を調達しており、累計調達額は24億2000万円となった。",
 {"sorani": ["ソラニ", "株式会社ソラニ"], "todo_c": "トドマツキャピタル", "todo": "株式会社トドマツ"},
 [f("sorani_ax", "completed", company="sorani", amount=yen(6), round=["series_a_extension"], investor=["todo_c", "todo"], cumulative_amount=yen(24.2), announced=["2025-12-01"], date_q=[]),
  f("sorani_a", "completed", company="sorani", amount=yen(18.2), round=["series_a"], date=["2025-10"])])

doc("2025-12-04", "daily", "旧クラウドヤードのグレンポート・ジャパン、苫小牧に1950億円\n\nグレンポートジャパン（東京・千代田）は4日、北海道苫小牧市にデータセンターを建設すると発表した。投資額は1950億円（約12億6000万ドル）。2028年度の稼働を予定する。",
 {"glen_j": ["クラウドヤード", "グレンポート・ジャパン", "グレンポートジャパン"]},
 [f("tomakomai", ["announced", "planned"], operator="glen_j", kind=["data_center"], location=[["北海道苫小牧市", "苫小牧市", "苫小牧", "北海道"]], amount=yen(1950, alt=[u(1_260_000_000)]))])

doc("2025-12-08", "blog", "シンガポールのグレンポート、ジョホールにデータセンター\n\nシンガポールのグレンポート（Glenport）は8日、マレーシアのジョホール州に受電容量100メガワットのデータセンターを建設すると発表した。投資額は約2000億円。日本法人のGlenport Japanも先週、苫小牧市に約2000億円を投じてデータセンターを建設すると発表している。",
 {"glen": ["グレンポート", "Glenport"], "glen_j": "Glenport Japan"},
 [f("johor", ["announced", "planned"], operator="glen", kind=["data_center"], location=[["マレーシアのジョホール州", "ジョホール州", "ジョホール", "マレーシア", "マレーシア・ジョホール州"]], amount=yen(2000, "about"), capacity_q=[]),
  f("tomakomai", ["announced", "planned"], operator="glen_j", kind=["data_center"], location=[["苫小牧市", "苫小牧"]], amount=yen(2000, "about"))])

doc("2025-12-10", "digest", "M&A・調達短信\n\n▽Verden Capital Partners　株式会社クレナイ精機へのTOBが9日に成立したと発表した。取得総額は668億円（約4億3000万ドル）。\n▽ハナグリ物流　シオカゼ運輸を約85億円で買収する計画を断念した。\n▽SORANI（東京・港）　シリーズAの追加ラウンドで約6億円を調達した。\n▽クレナイ精工（長野県岡谷市）　アズサ工機（長野県松本市）を買収する方針を決めた。買収額は約65億円。",
 {"verden": "Verden Capital Partners", "kuki": ["株式会社クレナイ精機"], "hana": "ハナグリ物流", "shio": "シオカゼ運輸", "sorani": "SORANI", "kuko": "クレナイ精工", "azusa": "アズサ工機"},
 [f("kurenai", "completed", acquirer="verden", target="kuki", amount=yen(668, alt=[u(430_000_000)]), date_q=[], announced_q=[], method=["tender_offer"]),
  f("shiokaze", "cancelled", acquirer="hana", target="shio", amount=yen(85, "about")),
  f("sorani_ax", "completed", company="sorani", amount=yen(6, "about"), round_q=["series_a_extension"]),
  f("kuko_az", ["planned", "announced"], acquirer="kuko", target="azusa", amount=yen(65, "about"))])

doc("2025-12-16", "agency", "ソラニ、シリーズBで最大50億円の調達を検討\n\n衛星画像解析のソラニが、シリーズBラウンドで最大50億円の調達を検討していることが16日、複数の関係者の話で分かった。テトラリーフ・キャピタルがリード投資家となる方向で交渉している。",
 {"sorani": "ソラニ", "tetra": "テトラリーフ・キャピタル"},
 [f("sorani_b", "negotiating", company="sorani", amount=yen(50, "at_most"), round=["series_b"], investor="tetra", lead_investor="tetra", announced_q=[])])

doc("2025-12-26", "press", "ワダツミエナジー株式会社、120億円のシンジケートローンによる借入を実行\n\nワダツミエナジー株式会社（以下「ワダツミ」）は26日、シンジケートローンで120億円を借り入れたと発表した。アレンジャーはみかづき銀行が務め、ハマナス銀行が参加した。",
 {"wada": ["ワダツミエナジー株式会社", "ワダツミ"], "mika_b": "みかづき銀行", "hama": "ハマナス銀行"},
 [f("wada_syn", "completed", company="wada", lender=["mika_b", "hama"], amount=yen(120), instrument=["syndicated_loan"], announced=["2025-12-26"], date_q=[])])

doc("2026-01-20", "press", "株式会社ソラニ、シリーズBラウンドで45億円を調達\n\n株式会社ソラニ（英文社名：SORANI Inc.、東京・港）は20日、シリーズBラウンドで45億円を調達したと発表した。リード投資家はテトラリーフ・キャピタルで、既存株主のナンプウ・ベンチャーズも参加した。",
 {"sorani": ["株式会社ソラニ", "SORANI Inc."], "tetra": "テトラリーフ・キャピタル", "nanpu": "ナンプウ・ベンチャーズ"},
 [f("sorani_b", "completed", company="sorani", amount=yen(45), round=["series_b"], investor=["tetra", "nanpu"], lead_investor="tetra", announced=["2026-01-20"], date_q=[])])

doc("2026-01-21", "blog", "衛星AIのSORANI、約2900万ドルを調達\n\n東京のスタートアップSORANIは、シリーズBで45億円（約2900万ドル）を調達した。Tetraleaf Capitalがリードし、Nanpu Venturesも加わった。2025年12月にはシリーズAエクステンションで6億円を調達している。",
 {"sorani": "SORANI", "tetra": "Tetraleaf Capital", "nanpu": "Nanpu Ventures"},
 [f("sorani_b", "completed", company="sorani", amount=yen(45, alt=[u(29_000_000)]), round=["series_b"], investor=["tetra", "nanpu"], lead_investor="tetra"),
  f("sorani_ax", "completed", company="sorani", amount=yen(6), round=["series_a_extension"], date=["2025-12"])])

doc("2026-01-30", "digest", "企業短信\n\n▽ワダツミエナジー（横浜市）　みかづき銀行から蓄電所の建設資金として40億円を借り入れたと発表した。昨年12月にはシンジケートローンで120億円を借り入れている。\n▽クレナイ精工　アズサ工機の全株式を64億円で取得し、完全子会社にした。社名の似たクレナイ精機（6700）とは資本関係がない。",
 {"wada": "ワダツミエナジー", "mika_b": "みかづき銀行", "kuko": "クレナイ精工", "azusa": "アズサ工機", "kuki": "クレナイ精機"},
 [f("wada_bat", "completed", company="wada", lender="mika_b", amount=yen(40), instrument_q=[]),
  f("wada_syn", "completed", company="wada", amount=yen(120), instrument=["syndicated_loan"], date=["2025-12"]),
  f("kuko_az", "completed", acquirer="kuko", target="azusa", amount=yen(64), stake=[100])])

doc("2026-02-03", "blog", "音声AIのArl、1億ドル以上の調達を協議\n\n米サンフランシスコの音声AI企業Arlが、1億ドル以上の資金調達に向けて投資家と協議している。米紙ハーバー・ポストが2日、報じた。キャステレーン・ベンチャーズが主導する見通しだという。",
 {"arl_s": "Arl", "cast": "キャステレーン・ベンチャーズ"},
 [f("arl_c", "negotiating", company="arl_s", amount=usd(100_000_000, "at_least"), investor="cast", lead_investor="cast", announced_q=["2026-02-02"])])

doc("2026-02-10", "daily", "みかづきFG、再生医療のARLに20億円出資へ\n\nみかづきフィナンシャルグループ（みかづきFG）は、再生医療のアカバネ・リジェネラボ（略称ARL、東京・北）に20億円を出資する方針を固めた。月内にも契約する。",
 {"mika_fg": ["みかづきFG", "みかづきフィナンシャルグループ"], "arl_b": ["ARL", "アカバネ・リジェネラボ"]},
 [f("arl_stake", "planned", investor="mika_fg", company="arl_b", amount=yen(20), date_q=[])])

doc("2026-02-17", "agency", "トドマツグループ、ミドリノ建材の買収を交渉か　300億円規模\n\nトドマツグループが、建材メーカーのミドリノ建材の買収に向けて交渉していると、経済誌「月刊経済展望」が17日報じた。買収額は300億円規模になるという。",
 {"todo_g": "トドマツグループ", "mido_k": "ミドリノ建材"},
 [f("midori", "negotiating", acquirer="todo_g", target="mido_k", amount=yen(300, "about"), announced=["2026-02-17"])])

doc("2026-02-18", "press", "当社に関する一部報道について\n\n株式会社トドマツグループ（以下「トドマツ」）は18日、ミドリノ建材株式会社を買収するとの一部報道について、「そのような事実はない」と否定した。トドマツは「買収を検討したこともない」としている。",
 {"todo_g": ["株式会社トドマツグループ", "トドマツ"], "mido_k": "ミドリノ建材株式会社"},
 [f("midori", "denied", acquirer="todo_g", target="mido_k", announced_q=[])])

doc("2026-02-24", "agency", "米Arl、シリーズCで1億2000万ドル調達\n\n音声AIを開発する米Arl Inc.（アール）は24日、シリーズCラウンドで1億2000万ドルを調達したと発表した。Castelane Venturesがリードした。評価額は9億ドルとなった。",
 {"arl_s": ["Arl", "Arl Inc.", "アール"], "cast": "Castelane Ventures"},
 [f("arl_c", "completed", company="arl_s", amount=usd(120_000_000), round=["series_c"], investor="cast", lead_investor="cast", valuation=usd(900_000_000), announced=["2026-02-24"], date_q=[])])

doc("2026-02-27", "digest", "今週の出資・調達\n\n▽Ａｒｌ（米国、音声AI）　シリーズCで約187億円（1億2000万ドル）を調達した。\n▽ＡＲＬ（東京・北、再生医療）　みかづきフィナンシャルグループが20億円を出資すると発表した。出資後の持ち株比率は9.5%となる。",
 {"arl_s": "Ａｒｌ", "arl_b": "ＡＲＬ", "mika_fg": "みかづきフィナンシャルグループ"},
 [f("arl_c", "completed", company="arl_s", amount=usd(120_000_000, "exact", "about", alt=[j(187)]), round=["series_c"]),
  f("arl_stake", "announced", investor="mika_fg", company="arl_b", amount=yen(20), stake=[9.5])])

doc("2026-03-03", "press", "アスペリオ、シードラウンドで3億円を調達\n\n人事ソフトを開発する株式会社アスペリオ（本社：東京都渋谷区）は3日、シードラウンドで3億円を調達したと発表した。ナンプウ・ベンチャーズと個人投資家の久慈怜央氏が引き受けた。",
 {"asp_t": ["アスペリオ", "株式会社アスペリオ"], "nanpu": "ナンプウ・ベンチャーズ", "kuji_e": "久慈怜央"},
 [f("asp_seed", "completed", company="asp_t", amount=yen(3), round=["seed"], investor=["nanpu", "kuji_e"], announced=["2026-03-03"], date_q=[])])

doc("2026-03-05", "daily", "電池材料のアスペリオ、3億円調達\n\n全固体電池の材料を開発するアスペリオ（大阪府吹田市）は5日、シリーズAラウンドで3億円を調達したと発表した。テトラリーフ・キャピタルが全額を引き受けた。",
 {"asp_o": "アスペリオ", "tetra": "テトラリーフ・キャピタル"},
 [f("asp_a", "completed", company="asp_o", amount=yen(3), round=["series_a"], investor="tetra", lead_investor_q=[], announced=["2026-03-05"], date_q=[])])

doc("2026-03-12", "agency", "ホクレイ通信、リンドウAIへの追加出資を検討　75億円前後\n\nホクレイ通信が、生成AI開発のリンドウAIに75億円前後を追加出資する方向で検討していることが12日、分かった。ホクレイ通信は昨年10月、リンドウAIに30億円を出資した。両社は昨年9月に資本業務提携を結んでいる。",
 {"hokurei": "ホクレイ通信", "rindo": "リンドウAI"},
 [f("hr_75", "negotiating", investor="hokurei", company="rindo", amount=yen(75, "about"), announced_q=[]),
  f("hr_30", "completed", investor="hokurei", company="rindo", amount=yen(30), date=["2025-10"]),
  f("hr_all", ["completed", "announced"], member=["hokurei", "rindo"], kind=["capital_and_business"], date=["2025-09"])])

doc("2026-03-24", "daily", "トドマツ、ミドリノ住設を30億円で買収\n\n木材加工のトドマツ（札幌市）は24日、住宅設備のミドリノ住設（北海道旭川市）の全株式を30億円で取得し、完全子会社にしたと発表した。親会社のトドマツグループは2月、ミドリノ建材を300億円で買収するとの報道を否定している。",
 {"todo": "トドマツ", "mido_j": "ミドリノ住設", "todo_g": "トドマツグループ", "mido_k": "ミドリノ建材"},
 [f("jusetsu", "completed", acquirer="todo", target="mido_j", amount=yen(30), stake=[100], announced=["2026-03-24"], date_q=[]),
  f("midori", "denied", acquirer="todo_g", target="mido_k", amount=yen(300), announced_q=[], date_q=[])])

doc("2026-03-31", "press", "第三者割当増資の払込完了に関するお知らせ\n\n株式会社アカバネ・リジェネラボ（ARL）は31日、株式会社みかづきフィナンシャルグループから19億9800万円の出資を受けたと発表した。アカバネリジェネラボは調達した資金を治験に充てる。",
 {"arl_b": ["株式会社アカバネ・リジェネラボ", "ARL", "アカバネリジェネラボ"], "mika_fg": "株式会社みかづきフィナンシャルグループ"},
 [f("arl_stake", "completed", investor="mika_fg", company="arl_b", amount=yen(19.98), announced=["2026-03-31"], date_q=[])])

doc("2026-04-06", "daily", "トドマツキャピタル、2号ファンドを135億円で組成完了\n\nトドマツキャピタルは6日、トドマツ・ベンチャー・ファンド２号（以下「２号ファンド」）の最終募集を終え、総額を135億円にしたと発表した。トドマツグループとみかづき銀行などが出資した。2021年には60億円のトドマツ・ベンチャー・ファンド１号を設立している。",
 {"todo_c": "トドマツキャピタル", "todo_f2": ["2号ファンド", "トドマツ・ベンチャー・ファンド２号", "２号ファンド"], "todo_g": "トドマツグループ", "mika_b": "みかづき銀行", "todo_f1": "トドマツ・ベンチャー・ファンド１号"},
 [f("todo_2", "completed", fund="todo_f2", manager="todo_c", amount=yen(135), investor=["todo_g", "mika_b"], announced=["2026-04-06"], date_q=[]),
  f("todo_1", "completed", fund="todo_f1", manager="todo_c", amount=yen(60), date=["2021"])])

doc("2026-04-15", "daily", "ホクレイ通信、リンドウＡＩに75億円を追加出資\n\nホクレイ通信（1234）は15日、リンドウＡＩ（Rindo AI）に75億円を追加出資すると発表した。5月末に払い込み、持ち株比率は5.2%から14.8%に上がる。",
 {"hokurei": "ホクレイ通信", "rindo": ["リンドウＡＩ", "Rindo AI"]},
 [f("hr_75", "announced", investor="hokurei", company="rindo", amount=yen(75), stake=[14.8], announced=["2026-04-15"], date=["2026-05-31|2026-05"])])

doc("2026-05-29", "digest", "企業短信\n\n▽Rindo AI（東京・文京）　ホクレイ通信から約4800万ドル（75億円）の追加出資を受けたと発表した。\n▽グレンポート・ジャパン　北海道苫小牧市でデータセンターの建設を始めた。投資額は2100億円で、当初発表の1950億円から増やした。",
 {"rindo": "Rindo AI", "hokurei": "ホクレイ通信", "glen_j": "グレンポート・ジャパン"},
 [f("hr_75", "completed", investor="hokurei", company="rindo", amount=yen(75, alt=[u(48_000_000)])),
  f("tomakomai", ["completed", "announced"], operator="glen_j", kind=["data_center"], location=[["北海道苫小牧市", "苫小牧市", "苫小牧", "北海道"]], amount=yen(2100, alt=[j(1950)]))])

LOOK = [  # kind, a, b, reason
 ("entity", "sorani", "sorari", "names differ by one character"),
 ("entity", "kuji_o", "kuji_e", "persons whose names differ by one character"),
 ("entity", "todo_g", "todo", "parent and subsidiary with the same stem; one document shortens the parent to the subsidiary's name"),
 ("entity", "todo_g", "todo_c", "parent and its venture capital subsidiary"),
 ("entity", "todo", "todo_c", "sister companies with the same stem"),
 ("entity", "todo_c", "todo_f1", "fund manager and fund"),
 ("entity", "todo_c", "todo_f2", "fund manager and fund"),
 ("entity", "todo_f1", "todo_f2", "first and second fund"),
 ("entity", "todo", "todo_f1", "company and fund with the same stem"),
 ("entity", "todo", "todo_f2", "company and fund with the same stem"),
 ("entity", "todo_g", "todo_f1", "parent and fund with the same stem"),
 ("entity", "todo_g", "todo_f2", "parent and fund with the same stem"),
 ("entity", "mika_b", "mika_fg", "bank and its holding company"),
 ("entity", "mika_b", "hama", "two banks that lend together"),
 ("entity", "kuki", "kuko", "names differ by one character; the text says they are unrelated"),
 ("entity", "glen", "glen_j", "parent and Japanese subsidiary (X, X Japan)"),
 ("entity", "mido_k", "mido_j", "names with the same stem, unrelated"),
 ("entity", "arl_s", "arl_b", "Arl and ARL differ by case only"),
 ("entity", "asp_t", "asp_o", "same name, different seat and business"),
 ("entity", "nbx_s", "nbx_u", "same short form NBX in different documents"),
 ("event", "sorani_a", "sorani_ax", "a round and its extension"),
 ("event", "sorani_a", "sorani_b", "two rounds of one company"),
 ("event", "sorani_ax", "sorani_b", "extension and next round, seven weeks apart"),
 ("event", "sorani_a", "sorari_a", "same round and (rounded) amount, five days apart, look-alike companies"),
 ("event", "asp_seed", "asp_a", "same amount, two days apart, companies of the same name"),
 ("event", "hr_30", "hr_75", "two investments between the same two companies"),
 ("event", "wada_syn", "wada_bat", "two loans between the same bank and company"),
 ("event", "tomakomai", "johor", "same (rounded) amount, four days apart, parent and subsidiary"),
 ("event", "todo_1", "todo_2", "first and second fund of one manager"),
 ("event", "midori", "jusetsu", "look-alike acquirers and look-alike targets"),
 ("event", "kurenai", "kuko_az", "look-alike companies, told in the same digest"),
 ("event", "arl_c", "arl_stake", "look-alike companies, told in the same digest"),
 ("event", "nbx_loan", "nbx_b", "companies with the same short form"),
]

# ---------------------------------------------------------------- writing
def main():
    assert [x[0] for x in DOCS] == sorted(x[0] for x in DOCS)
    texts, corr, gold, cgold = [], [], [], []
    mentions = {k: [] for k in ENT}; told = {k: [] for k in DEALS}
    def render(ment, facts):
        out = []
        for deal, status, roles in facts:
            rr = {}
            for r, vals in roles.items():
                rr[r] = [([*dict.fromkeys([ENT[v][1], *ment[v]])] if isinstance(v, str) and v in ENT else v) for v in vals]
            out.append({"type": DEALS[deal][0], "status": status, "roles": rr})
        return out
    for i, (day, reg, text, ment, facts, ctext, cfacts) in enumerate(DOCS, 1):
        did = f"deal-{i:02d}"
        texts.append({"id": did, "published": day, "text": text, "register": reg})
        gold.append({"id": did, "published": day, "facts": render(ment, facts)})
        if ctext:
            corr.append({"id": did, "published": day, "text": ctext, "register": reg})
            cgold.append({"id": did, "published": day, "facts": render(ment, cfacts)})
        for k, sp in ment.items():
            mentions[k] += [{"document": did, "text": s} for s in sp]
        for n, (deal, *_ ) in enumerate(facts): told[deal].append((did, day, n))
    ents = [{"id": EID[k], "type": ENT[k][0], "name": ENT[k][1], "note": ENT[k][2], "mentions": mentions[k]} for k in ENT]
    byid = {g["id"]: g for g in gold}; cby = {g["id"]: g for g in cgold}
    events = []
    for k, (typ, status, title, more) in DEALS.items():
        figs = []
        def add(role, m, did, **extra):
            for x in figs:
                if (x["role"], x["value"], x["currency"]) == (role, m["value"], m["currency"]) and {y: x[y] for y in x if y in ("withdrawn", "conversion")} == extra:
                    if did not in x["documents"]: x["documents"].append(did)
                    x["bound"] = sorted(set(x["bound"]) | set(m.get("bound", [])))
                    return
            figs.append({"role": role, "value": m["value"], "currency": m["currency"], "bound": sorted(m.get("bound", [])), **extra, "documents": [did]})
        for did, _, n in told[k]:
            for role in ("amount", "cumulative_amount", "valuation"):
                for m in byid[did]["facts"][n]["roles"].get(role, []):
                    cm = cby[did]["facts"][n]["roles"][role][0] if did in cby else m
                    if cm["value"] != m["value"]: add(role, m, did, withdrawn=True); add(role, cm, did)
                    else: add(role, m, did)
                    for o in m.get("or", []): add(role, o, did, **({"conversion": True} if o["currency"] != m["currency"] else {}))
        ev = {"id": DID[k], "type": typ, "title": title, "status": status}
        if "accepted" in more: ev["status_accepted"] = more["accepted"]
        if "siblings" in more: ev["siblings"] = [DID[s] for s in more["siblings"]]
        ev.update(facts=[{"document": a, "index": n} for a, _, n in told[k]], figures=figs, first_seen=min(x[1] for x in told[k]), last_seen=max(x[1] for x in told[k]))
        events.append(ev)
    def dump(name, rows): (OUT / name).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    dump("texts.jsonl", texts); dump("texts.corrected.jsonl", corr); dump("facts.gold.jsonl", gold); dump("facts.corrected.gold.jsonl", cgold)
    dump("entities.gold.jsonl", ents); dump("events.gold.jsonl", events)
    with open(OUT / "lookalikes.tsv", "w", encoding="utf-8") as h:
        h.write("kind\ta\tb\treason\n")
        for kind, a, b, why in LOOK:
            ids = EID if kind == "entity" else DID
            h.write(f"{kind}\t{ids[a]}\t{ids[b]}\t{why}\n")
if __name__ == "__main__": main()
